package io.hearsay.lab.experiment;

import io.hearsay.Peer;
import io.hearsay.Peers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * An option of the simulated world: peers that meet in perfect matchings. Once all have asked, a fresh one is drawn; of
 * each pair one is given the other and the other one nobody. With an odd number somebody is left out.
 */
final class Matchings {
    private final List<Peer> all = new ArrayList<>();
    private final int[] order;
    private final int[] partner;
    private final SplittableRandom chance;
    private int asked;

    Matchings(int nodes, SplittableRandom chance) {
        this.order = new int[nodes];
        this.partner = new int[nodes];
        this.chance = chance.split();
        for (int i = 0; i < nodes; i++) order[i] = i;
    }

    void add(Peer peer) {
        all.add(peer);
    }

    private void draw() {
        for (int i = order.length - 1; i > 0; i--) {
            int other = chance.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        Arrays.fill(partner, -1);
        for (int i = 0; i + 1 < order.length; i += 2) partner[order[i]] = order[i + 1];
    }

    Peers of(int node) {
        return new Peers() {
            @Override
            public int size() {
                return all.size() - 1;
            }

            @Override
            public List<Peer> sample(int count, RandomGenerator random) {
                if (asked++ % order.length == 0) draw();
                return partner[node] < 0 ? List.of() : List.of(all.get(partner[node]));
            }
        };
    }
}
