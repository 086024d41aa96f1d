package io.hearsay.lab.experiment;

import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.sampling.PeerBias;
import io.hearsay.sampling.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where nodes stand, and how likely a node at some distance is chosen as a partner: an option of the simulated world,
 * which hands nodes other {@link Peers}.
 *
 * <p>Conversations travel the shortest way; how many links they crossed is counted.
 */
interface Space {

    /** How many links there are. */
    long links();

    /** Draws a partner for a node. */
    int partner(int node, RandomGenerator random);

    /** How many links lie between two nodes. */
    int distance(int from, int to);

    /** How many partners a node can have; here all others. */
    default int partners(int node) {
        return Integer.MAX_VALUE;
    }

    /** What the nodes of one run choose from, and the traffic that this makes. */
    final class Crowd {
        private final Space space;
        private final List<Peer> all = new ArrayList<>();
        private long crossed;

        Crowd(Space space) {
            this.space = space;
        }

        void add(Peer peer) {
            all.add(peer);
        }

        /** Links that conversations have crossed, all together. */
        long crossed() {
            return crossed;
        }

        /** The peers of a node. */
        Peers of(int node) {
            return new Peers() {
                @Override
                public int size() {
                    return Math.min(all.size() - 1, space.partners(node));
                }

                @Override
                public List<Peer> sample(int count, RandomGenerator random) {
                    List<Peer> chosen = new ArrayList<>(count);
                    while (chosen.size() < Math.min(count, size())) {
                        int partner = space.partner(node, random);
                        Peer peer = all.get(partner);
                        if (chosen.contains(peer)) continue;
                        chosen.add(peer);
                        crossed += space.distance(node, partner);
                    }
                    return chosen;
                }
            };
        }
    }

    /** Everybody is a link away from everybody. */
    static Space complete(int nodes) {
        return new Space() {
            @Override
            public long links() {
                return (long) nodes * (nodes - 1) / 2;
            }

            @Override
            public int partner(int node, RandomGenerator random) {
                int other = random.nextInt(nodes - 1);
                return other < node ? other : other + 1;
            }

            @Override
            public int distance(int from, int to) {
                return 1;
            }
        };
    }

    /** A ring; a partner at distance d is chosen with probability proportional to {@code d^-exponent}. */
    static Space ring(int nodes, double exponent) {
        double[] cumulative = new double[nodes - 1];
        double sum = 0;
        for (int offset = 1; offset < nodes; offset++) {
            sum += StrictMath.pow(Math.min(offset, nodes - offset), -exponent);
            cumulative[offset - 1] = sum;
        }
        return new Space() {
            @Override
            public long links() {
                return nodes == 2 ? 1 : nodes;
            }

            @Override
            public int partner(int node, RandomGenerator random) {
                return (node + 1 + Weights.draw(cumulative, random)) % nodes;
            }

            @Override
            public int distance(int from, int to) {
                int along = Math.abs(from - to);
                return Math.min(along, nodes - along);
            }
        };
    }

    /** A square that closes on itself both ways, four links a node; distances are counted along links. */
    static Space grid(int nodes, double exponent) {
        int side = (int) Math.round(Math.sqrt(nodes));
        if (side * side != nodes || side < 3)
            throw new LabException(
                    "--nodes of a grid must be a square from 9 on, such as " + side * side + ", was " + nodes);
        double[] cumulative = new double[nodes - 1];
        double sum = 0;
        for (int offset = 1; offset < nodes; offset++) {
            sum += StrictMath.pow(around(offset / side, side) + around(offset % side, side), -exponent);
            cumulative[offset - 1] = sum;
        }
        return new Space() {
            @Override
            public long links() {
                return 2L * nodes;
            }

            @Override
            public int partner(int node, RandomGenerator random) {
                int offset = 1 + Weights.draw(cumulative, random);
                int row = (node / side + offset / side) % side;
                int column = (node % side + offset % side) % side;
                return row * side + column;
            }

            @Override
            public int distance(int from, int to) {
                int rows = Math.abs(from / side - to / side);
                int columns = Math.abs(from % side - to % side);
                return around(rows, side) + around(columns, side);
            }
        };
    }

    /**
     * Zones of equal size, everybody a link away within one; what crosses a border leaves by that zone's one exit.
     * Partners by {@link PeerBias#zones}.
     */
    static Space zones(int nodes, int zones) {
        if (nodes % zones != 0 || nodes == zones)
            throw new LabException("--nodes must be a multiple of the " + zones + " --zones, and more, such as "
                    + Math.max(2, nodes / zones) * zones + ", was " + nodes);
        List<Place> others = new ArrayList<>(nodes - 1);
        for (int offset = 1; offset < nodes; offset++) others.add(new Place("" + offset % zones, Place.FAR));
        double[] cumulative = PeerBias.zones().weights(new Place("0", 0), others);
        for (int i = 1; i < cumulative.length; i++) cumulative[i] += cumulative[i - 1];
        return new Space() {
            @Override
            public long links() {
                return zones;
            }

            @Override
            public int partner(int node, RandomGenerator random) {
                return (node + 1 + Weights.draw(cumulative, random)) % nodes;
            }

            @Override
            public int distance(int from, int to) {
                return from % zones == to % zones ? 0 : 1;
            }
        };
    }

    private static int around(int steps, int side) {
        return Math.min(steps, side - steps);
    }
}
