package io.hearsay.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UniformPeersTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void chooses_distinct_peers() {
        UniformPeers peers = new UniformPeers(peers(10), 100);
        for (int count = 0; count <= 10; count++)
            assertThat(peers.sample(count, random)).hasSize(count).doesNotHaveDuplicates();
    }

    @Test
    void chooses_all_when_there_are_fewer_than_wanted() {
        List<Peer> others = peers(3);
        assertThat(new UniformPeers(others, 100).sample(5, random)).containsExactlyInAnyOrderElementsOf(others);
        assertThat(new UniformPeers(List.of(), 100).sample(5, random)).isEmpty();
    }

    @Test
    void chooses_each_with_equal_chance() {
        for (int count : new int[] {1, 3, 8}) {
            UniformPeers peers = new UniformPeers(peers(10), 100);
            int[] chosen = new int[11];
            for (int i = 0; i < 10_000; i++)
                for (Peer peer : peers.sample(count, random)) chosen[(int) peer.instance()]++;
            for (int instance = 1; instance <= 10; instance++)
                assertThat(chosen[instance]).isBetween(1000 * count - 150, 1000 * count + 150);
        }
    }

    @Test
    void follows_the_list_that_others_keep() {
        List<Peer> others = new ArrayList<>(peers(1));
        UniformPeers peers = new UniformPeers(others, 100);
        others.clear();
        assertThat(peers.size()).isZero();
        assertThat(peers.sample(1, random)).isEmpty();
    }

    @Test
    void successors_form_one_ring() {
        List<Peer> all = peers(20);
        Peer at = all.get(0);
        List<Peer> seen = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Peer here = at;
            List<Peer> others = all.stream().filter(peer -> !peer.equals(here)).toList();
            at = new UniformPeers(others, here.instance()).successor().orElseThrow();
            seen.add(at);
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void nobody_alone_has_a_successor() {
        assertThat(new UniformPeers(List.of(), 1).successor()).isEmpty();
    }

    private static List<Peer> peers(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(i -> new Peer(Address.v4((int) i, 7940), i))
                .toList();
    }
}
