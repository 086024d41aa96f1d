package io.hearsay.dissemination.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import io.hearsay.RecordingEnvironment;
import io.hearsay.dissemination.topic.Stamp.Mark;
import io.hearsay.dissemination.topic.TopicEvent.Conflict;
import io.hearsay.dissemination.topic.TopicEvent.Delivered;
import io.hearsay.dissemination.topic.TopicEvent.Gap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderingTest {
    private static final long SELF = 1;
    private static final long A = 0xa;
    private static final long B = 0xb;
    private static final byte[] PAYLOAD = {7};

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private Ordering ordering = new Ordering(TopicConfig.lan(), env, SELF);

    private void hear(long publisher, Stamp stamp) {
        ordering.accept(new Arrival("t", publisher, stamp.number(), 1), stamp.before(PAYLOAD));
    }

    private void fifo(long publisher, long number) {
        hear(publisher, new Stamp(Delivery.FIFO, number, List.of()));
    }

    private void causal(long publisher, long number, Mark... past) {
        hear(publisher, new Stamp(Delivery.CAUSAL, number, List.of(past)));
    }

    private void publish(String topic) {
        byte[] stamped = ordering.stamped(topic, PAYLOAD);
        ordering.accepted(topic);
        ordering.accept(new Arrival(topic, SELF, 1, 0), stamped);
    }

    private void advance(Duration time) {
        env.advance(time, TopicTimer.class, ordering::expire);
    }

    /** What was handed up: {@code a3} is an event, {@code a3..5} a gap. */
    private List<String> handedUp() {
        return env.takeEvents().stream().map(OrderingTest::word).toList();
    }

    private static String word(Event event) {
        if (event instanceof Delivered delivered)
            return Long.toHexString(delivered.event().publisher())
                    + delivered.event().sequence();
        if (event instanceof Gap gap) return Long.toHexString(gap.publisher()) + gap.first() + ".." + gap.last();
        return event.toString();
    }

    @Test
    void hands_unordered_events_up_at_once() {
        ordering.accept(
                new Arrival("t", A, 9, 2), Stamp.unordered(Delivery.EVENTUAL).before(PAYLOAD));
        Delivered delivered = (Delivered) env.takeEvents().get(0);
        assertThat(delivered.event()).isEqualTo(new Arrival("t", A, 9, 2));
        assertThat(delivered.payload()).isEqualTo(PAYLOAD);
    }

    @Test
    void holds_a_publishers_events_until_those_before_are_there() {
        fifo(A, 2);
        fifo(A, 3);
        fifo(B, 1);
        assertThat(handedUp()).containsExactly("b1");
        fifo(A, 1);
        assertThat(handedUp()).containsExactly("a1", "a2", "a3");
        assertThat(ordering.stats().waiting()).isZero();
    }

    @Test
    void gives_up_what_does_not_come_and_drops_it_if_it_does() {
        fifo(A, 3);
        advance(Duration.ofMillis(4_900));
        assertThat(handedUp()).isEmpty();
        advance(Duration.ofMillis(800));
        assertThat(handedUp()).containsExactly("a1..2", "a3");
        fifo(A, 2);
        fifo(A, 4);
        assertThat(handedUp()).containsExactly("a4");
        assertThat(ordering.stats().late()).isEqualTo(1);
        assertThat(ordering.stats().givenUp()).isEqualTo(2);
    }

    @Test
    void sets_no_timer_when_nothing_waits() {
        fifo(A, 1);
        fifo(A, 2);
        assertThat(env.timers()).isEmpty();
        fifo(A, 4);
        assertThat(env.timers()).hasSize(1);
        advance(Duration.ofSeconds(7));
        assertThat(env.timers()).isEmpty();
    }

    @Test
    void holds_an_effect_until_its_cause_is_there() {
        causal(B, 1, new Mark(A, 2));
        causal(A, 2);
        assertThat(handedUp()).isEmpty();
        causal(A, 1);
        assertThat(handedUp()).containsExactly("a1", "a2", "b1");
    }

    @Test
    void gives_a_cause_up_before_its_effect_and_delivers_what_is_there_of_it() {
        causal(A, 2);
        causal(B, 1, new Mark(A, 4));
        advance(Duration.ofSeconds(7));
        assertThat(handedUp()).containsExactly("a1..1", "a2", "a3..4", "b1");
    }

    @Test
    void a_circle_of_causes_ends() {
        causal(A, 1, new Mark(B, 1));
        causal(B, 1, new Mark(A, 1));
        advance(Duration.ofSeconds(7));
        assertThat(ordering.stats().waiting()).isZero();
        assertThat(handedUp()).contains("b1");
    }

    @Test
    void own_events_carry_the_past_and_their_number() {
        assertThat(ordering.want("t", Delivery.CAUSAL)).isEmpty();
        causal(A, 1);
        causal(A, 2);
        publish("t");
        publish("t");
        assertThat(handedUp()).hasSize(4);
        assertThat(ordering.stamped("t", PAYLOAD))
                .isEqualTo(new Stamp(Delivery.CAUSAL, 3, List.of(new Mark(A, 2))).before(PAYLOAD));
    }

    @Test
    void the_past_ends_where_nobody_remembers() {
        ordering.want("t", Delivery.CAUSAL);
        causal(A, 1);
        advance(Duration.ofSeconds(61));
        assertThat(ordering.stamped("t", PAYLOAD)).isEqualTo(new Stamp(Delivery.CAUSAL, 1, List.of()).before(PAYLOAD));
    }

    @Test
    void what_was_stamped_and_not_accepted_takes_no_number() {
        ordering.want("t", Delivery.FIFO);
        byte[] refused = ordering.stamped("t", PAYLOAD);
        assertThat(ordering.stamped("t", PAYLOAD)).isEqualTo(refused);
    }

    @Test
    void wants_one_contract_of_a_topic_and_refuses_another() {
        assertThat(ordering.want("t", Delivery.FIFO)).isEmpty();
        assertThat(ordering.want("t", Delivery.FIFO)).isEmpty();
        assertThat(ordering.want("t", Delivery.CAUSAL)).contains(Delivery.FIFO);
        causal(A, 1);
        causal(A, 2);
        assertThat(env.takeEvents()).containsExactly(new Conflict("t", A, Delivery.CAUSAL, Delivery.FIFO));
        assertThat(ordering.stats().conflicts()).isEqualTo(2);
    }

    @Test
    void holds_no_more_than_its_bound() {
        ordering = new Ordering(TopicConfig.lan().withHeld(3, 1 << 20), env, SELF);
        for (int i = 2; i <= 5; i++) fifo(A, i);
        assertThat(handedUp()).containsExactly("a1..1", "a2", "a3", "a4", "a5");
        ordering = new Ordering(TopicConfig.lan().withHeld(100, 2), env, SELF);
        for (int i = 2; i <= 4; i++) fifo(A, i);
        assertThat(handedUp()).containsExactly("a1..1", "a2", "a3", "a4");
    }

    @Test
    void what_has_no_stamp_is_counted_and_dropped() {
        ordering.accept(new Arrival("t", A, 1, 1), new byte[] {9});
        ordering.accept(new Arrival("t", A, 1, 1), new byte[0]);
        assertThat(ordering.stats().malformed()).isEqualTo(2);
        assertThat(handedUp()).isEmpty();
    }
}
