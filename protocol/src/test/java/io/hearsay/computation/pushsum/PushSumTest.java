package io.hearsay.computation.pushsum;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.computation.CycleConfig;
import io.hearsay.computation.pushsum.PushSumMessage.Share;
import io.hearsay.sampling.UniformPeers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushSumTest {
    private static final Peer BOB = new Peer(Address.v4(2, 7940), 2);
    private final RecordingEnvironment env = new RecordingEnvironment(1);

    private PushSum node(PushSumConfig config, double weight) {
        return new PushSum(config, env, new UniformPeers(List.of(BOB), 1), () -> 8, weight);
    }

    @Test
    void gives_half_of_sum_and_weight_away_in_each_round() {
        PushSum node = node(PushSumConfig.defaults(), 1);
        node.start();
        env.advance(Duration.ofSeconds(1), PushSumTimer.class, node::expire);
        assertThat(env.takeSent()).containsExactly(new Sent(BOB, new Share(0, 4, 0.5)));
        assertThat(node.sum()).isEqualTo(4);
        assertThat(node.weight()).isEqualTo(0.5);
        assertThat(node.estimate()).isEqualTo(8);
    }

    @Test
    void adds_what_it_is_given() {
        PushSum node = node(PushSumConfig.defaults(), 1);
        node.receive(BOB, new Share(0, 4, 1));
        assertThat(node.estimate()).isEqualTo(6);
    }

    @Test
    void knows_nothing_of_a_sum_before_weight_comes() {
        PushSum node = node(PushSumConfig.defaults(), 0);
        assertThat(node.estimate()).isNaN();
        node.receive(BOB, new Share(0, 4, 0.5));
        assertThat(node.estimate()).isEqualTo(24);
    }

    @Test
    void a_share_of_an_earlier_epoch_is_dropped_and_one_of_a_later_is_joined() {
        PushSum node = node(PushSumConfig.defaults(), 1);
        node.start();
        env.advance(Duration.ofSeconds(1), PushSumTimer.class, node::expire);
        node.receive(BOB, new Share(2, 4, 1));
        assertThat(env.takeEvents()).containsExactly(new Summed(0, 8, 1));
        assertThat(node.estimate()).isEqualTo(6);
        node.receive(BOB, new Share(1, 400, 1));
        assertThat(node.estimate()).isEqualTo(6);
        assertThat(node.epoch()).isEqualTo(2);
    }

    @Test
    void an_epoch_ends_with_its_result() {
        CycleConfig rounds = CycleConfig.defaults().withEpoch(2);
        PushSum node = node(new PushSumConfig(rounds, false), 1);
        node.start();
        env.advance(Duration.ofSeconds(2), PushSumTimer.class, node::expire);
        assertThat(env.takeEvents()).containsExactly(new Summed(0, 8, 2));
        assertThat(node.sum()).isEqualTo(8);
    }

    @Test
    void who_joins_waits_for_the_next_epoch() {
        PushSum late = PushSum.joining(PushSumConfig.defaults(), env, new UniformPeers(List.of(BOB), 1), () -> 8, 1);
        late.start();
        env.advance(Duration.ofSeconds(2), PushSumTimer.class, late::expire);
        late.receive(BOB, new Share(3, 1, 1));
        assertThat(env.takeSent()).isEmpty();
        assertThat(late.sum()).isEqualTo(8);
        late.receive(BOB, new Share(4, 4, 1));
        assertThat(late.sum()).isEqualTo(12);
    }

    @Test
    void may_choose_itself_where_the_paper_does() {
        PushSum node = node(PushSumConfig.classic(), 1);
        node.start();
        env.advance(Duration.ofSeconds(199), PushSumTimer.class, node::expire);
        assertThat(env.takeSent()).hasSizeBetween(70, 130);
    }
}
