package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
    private final TimerQueue queue = new TimerQueue();

    private record Due(long deadline, int number) implements Timer {}

    @Test
    void timers_come_by_deadline_and_those_of_one_deadline_in_the_order_they_were_set() {
        SplittableRandom random = new SplittableRandom(5);
        List<Due> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Due due = new Due(random.nextLong(50), i);
            expected.add(due);
            queue.add(due.deadline, due);
        }
        expected.sort(java.util.Comparator.comparingLong(Due::deadline).thenComparingInt(Due::number));
        assertThat(drain(50)).containsExactlyElementsOf(expected);
    }

    @Test
    void what_is_not_due_stays() {
        queue.add(10, new Due(10, 0));
        queue.add(20, new Due(20, 1));
        assertThat(drain(15)).containsExactly(new Due(10, 0));
        assertThat(queue.nextDeadline()).isEqualTo(20);
    }

    @Test
    void timers_above_the_mark_wait() {
        long mark = queue.mark();
        queue.add(1, new Due(1, 0));
        assertThat(queue.poll(5, mark)).isNull();
        assertThat(queue.poll(5, queue.mark())).isEqualTo(new Due(1, 0));
    }

    @Test
    void an_empty_queue_is_never_due() {
        assertThat(queue.nextDeadline()).isEqualTo(TimerQueue.NEVER);
        assertThat(queue.poll(Long.MAX_VALUE, Long.MAX_VALUE)).isNull();
    }

    private List<Timer> drain(long now) {
        List<Timer> taken = new ArrayList<>();
        Timer next;
        while ((next = queue.poll(now, queue.mark())) != null) taken.add(next);
        return taken;
    }
}
