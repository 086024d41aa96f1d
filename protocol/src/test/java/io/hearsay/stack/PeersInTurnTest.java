package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.Peers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PeersInTurnTest {
    private final List<Peer> here = new ArrayList<>();
    private final Random random = new Random(1);
    private final PeersInTurn inTurn = new PeersInTurn(
            new Peers() {
                @Override
                public int size() {
                    return here.size();
                }

                @Override
                public List<Peer> sample(int count, RandomGenerator generator) {
                    List<Peer> all = new ArrayList<>(here);
                    Collections.shuffle(all, random);
                    return all.subList(0, Math.min(count, all.size()));
                }
            },
            here::contains);

    private static Peer peer(int number) {
        return new Peer(Address.v4(number, 7940), number);
    }

    private void with(int count) {
        for (int i = 1; i <= count; i++) here.add(peer(i));
    }

    @Test
    void each_is_chosen_once_before_anybody_is_again() {
        with(7);
        List<Peer> chosen = new ArrayList<>();
        for (int i = 0; i < 7; i++) chosen.addAll(inTurn.sample(3, random));
        for (int round = 0; round < 3; round++)
            assertThat(chosen.subList(7 * round, 7 * round + 7)).containsExactlyInAnyOrderElementsOf(here);
    }

    @Test
    void nobody_is_chosen_twice_at_a_time() {
        with(4);
        for (int i = 0; i < 100; i++)
            assertThat(Set.copyOf(inTurn.sample(3, random))).hasSize(3);
        assertThat(inTurn.sample(9, random)).containsExactlyInAnyOrderElementsOf(here);
    }

    @Test
    void who_has_gone_is_left_out_and_who_has_come_is_in_the_next_round() {
        with(5);
        inTurn.sample(1, random);
        here.remove(peer(3));
        here.add(peer(6));
        Set<Peer> chosen = new LinkedHashSet<>();
        for (int i = 0; i < 9; i++) chosen.addAll(inTurn.sample(1, random));
        assertThat(chosen).doesNotContain(peer(3)).contains(peer(6));
    }

    @Test
    void of_nobody_nobody_is_chosen() {
        assertThat(inTurn.sample(3, random)).isEmpty();
    }
}
