package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final EventQueue queue = new EventQueue();

    private record Entry(long time, long order) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(order, other.order);
        }
    }

    @Test
    void takes_events_in_order_of_time_and_then_of_pushing() {
        SplittableRandom random = new SplittableRandom(1);
        PriorityQueue<Entry> expected = new PriorityQueue<>();
        long now = 0;
        int pushed = 0;
        for (int taken = 0; taken < 200_000; taken++) {
            for (int i = random.nextInt(taken < 100_000 ? 4 : 2); i >= 0; i--) {
                long time = now + someDelay(random);
                expected.add(new Entry(time, pushed));
                queue.push(time, pushed, -pushed, "e" + pushed);
                pushed++;
            }
            if (random.nextInt(50) == 0) {
                now = Math.max(now, expected.element().time() - random.nextInt(1000));
                queue.next(now - 1);
            }
            if (!queue.next(Long.MAX_VALUE)) break;
            Entry next = expected.remove();
            assertThat(queue.time()).isEqualTo(next.time());
            assertThat(queue.target()).isEqualTo((int) next.order());
            assertThat(queue.source()).isEqualTo(-(int) next.order());
            assertThat(queue.payload()).isEqualTo("e" + next.order());
            assertThat(queue.size()).isEqualTo(expected.size());
            now = next.time();
        }
    }

    private static long someDelay(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> random.nextInt(3);
            case 2 -> random.nextInt(300_000);
            case 3 -> 1_000_000;
            case 4 -> random.nextLong(5_000_000_000L);
            default -> random.nextLong(100_000_000_000L);
        };
    }

    @Test
    void takes_nothing_that_is_due_after_the_limit() {
        queue.push(1_000_000, 1, 0, null);
        queue.push(900_000_000_000L, 2, 0, null);

        assertThat(queue.next(999_999)).isFalse();
        assertThat(queue.next(1_000_000)).isTrue();
        assertThat(queue.next(899_999_999_999L)).isFalse();
        assertThat(queue.next(Long.MAX_VALUE)).isTrue();
        assertThat(queue.target()).isEqualTo(2);
        assertThat(queue.next(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void takes_what_is_pushed_after_a_limit_was_asked_for() {
        queue.push(10_000_000_000L, 1, 0, null);
        assertThat(queue.next(5_000_000_000L)).isFalse();

        queue.push(5_000_000_001L, 2, 0, null);

        assertThat(queue.next(Long.MAX_VALUE)).isTrue();
        assertThat(queue.target()).isEqualTo(2);
    }

    @Test
    void refuses_the_past() {
        queue.push(5_000_000_000L, 1, 0, null);
        queue.next(Long.MAX_VALUE);

        assertThatThrownBy(() -> queue.push(1, 1, 0, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
