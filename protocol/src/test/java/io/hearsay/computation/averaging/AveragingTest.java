package io.hearsay.computation.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.computation.CycleConfig;
import io.hearsay.computation.CycleConfig.Pace;
import io.hearsay.computation.averaging.AveragingMessage.Reply;
import io.hearsay.computation.averaging.AveragingMessage.Request;
import io.hearsay.sampling.UniformPeers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragingTest {
    private static final Peer BOB = new Peer(Address.v4(2, 7940), 2);
    private static final CycleConfig CONFIG = CycleConfig.defaults().withEpoch(3);

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private double local = 10;
    private final Averaging ann = new Averaging(CONFIG, env, new UniformPeers(List.of(BOB), 1), () -> local);

    @Test
    void asks_one_peer_in_each_cycle() {
        ann.start();
        for (int cycle = 1; cycle <= 2; cycle++) {
            cycle();
            assertThat(env.takeSent()).containsExactly(new Sent(BOB, new Request(0, cycle, 10)));
        }
    }

    @Test
    void both_sides_end_up_with_the_average() {
        ann.receive(BOB, new Request(0, 7, 20));
        assertThat(ann.estimate()).isEqualTo(15);
        assertThat(env.takeSent()).containsExactly(new Sent(BOB, new Reply(0, 7, 5)));
        ann.start();
        cycle();
        ann.receive(BOB, new Reply(0, 1, -2));
        assertThat(ann.estimate()).isEqualTo(17);
    }

    @Test
    void overlapping_exchanges_keep_the_sum() {
        ann.start();
        cycle(); // asks Bob, who has 20, and moves from 20 to 15
        ann.receive(BOB, new Request(0, 3, 30)); // meanwhile somebody with 30 asks: 20 both
        ann.receive(BOB, new Reply(0, 1, -5));
        assertThat(ann.estimate() + 15 + 20).isEqualTo(10 + 20 + 30);
    }

    @Test
    void a_reply_counts_once_and_only_if_it_was_asked_for() {
        ann.receive(BOB, new Reply(0, 0, 3));
        ann.receive(BOB, new Reply(0, 1, 3));
        ann.start();
        cycle();
        ann.receive(BOB, new Reply(0, 1, 3));
        ann.receive(BOB, new Reply(0, 1, 3));
        assertThat(ann.estimate()).isEqualTo(7);
    }

    @Test
    void an_epoch_ends_with_its_result_and_begins_with_the_value_of_now() {
        ann.start();
        ann.receive(BOB, new Request(0, 7, 20));
        local = 40;
        for (int i = 0; i < 3; i++) cycle();
        assertThat(env.takeEvents()).containsExactly(new Averaged(0, 15, 3));
        assertThat(ann.estimate()).isEqualTo(40);
        assertThat(ann.epoch()).isEqualTo(1);
    }

    @Test
    void jumps_to_a_later_epoch_with_its_own_value() {
        ann.start();
        cycle();
        ann.receive(BOB, new Request(0, 7, 20));
        ann.receive(BOB, new Request(4, 8, 30));
        assertThat(env.takeEvents()).containsExactly(new Averaged(0, 15, 1));
        assertThat(ann.estimate()).isEqualTo(20); // 10 and 30
        assertThat(ann.epoch()).isEqualTo(4);
    }

    @Test
    void tells_who_is_behind_and_moves_nothing() {
        ann.receive(BOB, new Request(4, 8, 10));
        env.takeSent();
        ann.receive(BOB, new Request(3, 9, 100));
        assertThat(env.takeSent()).containsExactly(new Sent(BOB, new Reply(4, 9, 0)));
        assertThat(ann.estimate()).isEqualTo(10);
    }

    @Test
    void what_an_earlier_epoch_moved_is_not_taken_off() {
        ann.start();
        cycle();
        ann.receive(BOB, new Request(1, 8, 10));
        ann.receive(BOB, new Reply(1, 1, 5));
        ann.receive(BOB, new Reply(0, 1, 5));
        assertThat(ann.estimate()).isEqualTo(10);
    }

    @Test
    void who_joins_waits_for_the_next_epoch() {
        Averaging late = Averaging.joining(CONFIG, env, new UniformPeers(List.of(BOB), 1), () -> 10);
        late.start();
        env.advance(Duration.ofSeconds(2), AveragingTimer.class, late::expire);
        late.receive(BOB, new Request(5, 1, 20));
        assertThat(env.takeSent()).isEmpty();
        assertThat(late.epoch()).isEqualTo(-1);
        late.receive(BOB, new Request(6, 2, 20));
        assertThat(env.takeSent()).containsExactly(new Sent(BOB, new Reply(6, 2, 5)));
        assertThat(late.estimate()).isEqualTo(15);
        assertThat(env.takeEvents()).isEmpty();
    }

    @Test
    void acts_once_in_each_cycle_at_any_moment_of_it() {
        CycleConfig anywhere = CONFIG.withPace(Pace.ANYWHERE);
        for (int i = 0; i < 100; i++)
            assertThat(anywhere.waitNanos(500, 200, env.random())).isBetween(300L, 1_000_000_300L);
        assertThat(CONFIG.withPace(Pace.STEADY).waitNanos(500, 200, env.random()))
                .isEqualTo(300);
    }

    @Test
    void a_value_that_is_no_number_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Averaging(CONFIG, env, new UniformPeers(List.of(BOB), 1), () -> Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Request(0, 0, Double.POSITIVE_INFINITY));
    }

    /** One act: cycles are a second long, and it comes somewhere in each. */
    private void cycle() {
        env.advance(
                Duration.ofNanos(env.timers().get(0).dueNanos() - env.nowNanos()), AveragingTimer.class, ann::expire);
    }
}
