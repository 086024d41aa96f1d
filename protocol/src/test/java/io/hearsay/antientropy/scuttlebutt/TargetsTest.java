package io.hearsay.antientropy.scuttlebutt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.antientropy.scuttlebutt.Meeting.Node;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cassandra's three probabilities, counted. */
class TargetsTest {
    private static final int ROUNDS = 20_000;

    private final Node node = new Meeting().node("a");
    private final Targets targets = new Targets(node, new SplittableRandom(1));

    private static List<Peer> peers(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new Peer(Address.of(new byte[] {10, 0, 1, (byte) i}, 7940), 500 + i))
                .toList();
    }

    private double share(List<Peer> of) {
        int chosen = 0;
        for (int i = 0; i < ROUNDS; i++) if (targets.next().stream().anyMatch(of::contains)) chosen++;
        return (double) chosen / ROUNDS;
    }

    @Test
    void an_unreachable_one_with_chance_unreachable_by_live_plus_one() {
        node.live.addAll(peers(0, 9));
        node.dead.addAll(peers(20, 3));
        assertThat(share(node.dead)).isCloseTo(0.3, within(0.015));
    }

    @Test
    void a_live_one_in_every_round() {
        node.live.addAll(peers(0, 9));
        assertThat(share(node.live)).isEqualTo(1);
    }

    @Test
    void a_seed_with_chance_seeds_by_all_unless_the_live_one_was_a_seed() {
        List<Peer> live = peers(0, 10);
        node.live.addAll(live.subList(0, 8));
        node.dead.addAll(live.subList(8, 10));
        node.seeds.addAll(peers(40, 2));
        assertThat(share(node.seeds)).isCloseTo(0.2, within(0.015));
        node.seeds.clear();
        node.seeds.addAll(live.subList(0, 2));
        assertThat(share(node.seeds)).isCloseTo(0.25 + 0.75 * 0.2, within(0.015));
    }

    @Test
    void a_seed_surely_where_nobody_is_live() {
        node.seeds.addAll(peers(40, 2));
        assertThat(share(node.seeds)).isEqualTo(1);
    }
}
