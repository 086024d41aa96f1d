package io.hearsay.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);

    private final EventStream stream = new EventStream();

    @Test
    void gives_events_in_order_as_server_sent_events() throws InterruptedException {
        stream.offer("joined", JSON);
        stream.offer("died", JSON);
        assertThat(take()).contains("event: joined\ndata: {}\n\n");
        assertThat(take()).contains("event: died\ndata: {}\n\n");
    }

    @Test
    void gives_nothing_when_nothing_came_in_time() throws InterruptedException {
        assertThat(stream.take(1, TimeUnit.MILLISECONDS)).isEmpty();
        assertThat(stream.isOver()).isFalse();
    }

    @Test
    void holds_a_bounded_number_and_then_counts() throws InterruptedException {
        for (int i = 0; i < EventStream.MAX_EVENTS + 3; i++) stream.offer("e", JSON);
        assertThat(stream.missed()).isEqualTo(3);
        for (int i = 0; i < EventStream.MAX_EVENTS; i++) assertThat(take()).isPresent();
        assertThat(stream.isOver()).isTrue();
    }

    @Test
    void holds_bounded_bytes() {
        byte[] half = new byte[EventStream.MAX_BYTES / 2];
        for (int i = 0; i < 3; i++) stream.offer("e", half);
        assertThat(stream.missed()).isEqualTo(2);
    }

    @Test
    void once_cut_it_stays_cut_so_that_no_gap_goes_unseen() throws InterruptedException {
        for (int i = 0; i < EventStream.MAX_EVENTS + 1; i++) stream.offer("e", JSON);
        take();
        stream.offer("later", JSON);
        assertThat(stream.missed()).isEqualTo(2);
    }

    @Test
    void what_waits_is_still_given_after_the_close() throws InterruptedException {
        stream.offer("e", JSON);
        stream.close();
        stream.offer("late", JSON);
        assertThat(stream.isOver()).isFalse();
        assertThat(take()).isPresent();
        assertThat(stream.isOver()).isTrue();
        assertThat(take()).isEmpty();
    }

    private Optional<String> take() throws InterruptedException {
        return stream.take(10, TimeUnit.SECONDS).map(frame -> new String(frame, StandardCharsets.UTF_8));
    }
}
