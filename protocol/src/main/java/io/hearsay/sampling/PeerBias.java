package io.hearsay.sampling;

import java.util.Arrays;
import java.util.List;

/**
 * How much more often one peer is chosen than another.
 *
 * <p>A bias saves traffic between far places and costs time: rumors cross fewer long links, but each crossing counts.
 * One that never leaves a zone would cut the cluster in pieces; {@link ZoneGraph} finds out.
 *
 * <p>A pure function of what it is given: it is called whenever the view changes, by the node's own thread.
 */
@FunctionalInterface
public interface PeerBias {

    /** Each of the others with equal chance, as nearly all analysis assumes. */
    PeerBias UNIFORM = (self, others) -> {
        double[] weights = new double[others.size()];
        Arrays.fill(weights, 1);
        return weights;
    };

    /**
     * None: each of the others in turn, in a random order that is drawn anew when all had their turn, so that nobody
     * waits for longer than two rounds. A shuffled round-robin (Das, Gupta, Motivala, SWIM, DSN 2002, section 4.3).
     */
    PeerBias IN_TURN = (self, others) -> UNIFORM.weights(self, others);

    /**
     * The weights of the others, in their order.
     *
     * @param self where the choosing node is
     * @param others not empty
     * @return as many numbers as others, none negative, at least one of them positive; they need not add up to 1
     */
    double[] weights(Place self, List<Place> others);

    /**
     * A choice leaves its own zone with probability 1/(size of the zone), so that all of a zone together send the same
     * over its border however large it grows. Who is alone in its zone always leaves it.
     *
     * <p>Source: van Renesse, Minsky, Hayden, "A gossip-style failure detection service", Middleware 1998, multi-level
     * gossiping.
     */
    static PeerBias zones() {
        return (self, others) -> {
            double inside = 0;
            for (Place other : others) if (other.zone().equals(self.zone())) inside++;
            double outside = others.size() - inside;
            double leave = outside == 0 ? 0 : 1 / (inside + 1);
            double[] weights = new double[others.size()];
            for (int i = 0; i < weights.length; i++)
                weights[i] = others.get(i).zone().equals(self.zone()) ? (1 - leave) / inside : leave / outside;
            return weights;
        };
    }

    /**
     * Near ones more often: the weight of a peer is {@code Q(d)^-exponent}, where Q(d) counts the peers within its
     * distance d. On a line, exponent 2 keeps the traffic of a link independent of the number of nodes and still
     * reaches all in a time that grows with its logarithm.
     *
     * <p>Source: Demers et al., "Epidemic algorithms for replicated database maintenance", PODC 1987, section 3.
     *
     * @param exponent 0 (uniform)..10
     */
    static PeerBias near(double exponent) {
        if (!(exponent >= 0 && exponent <= 10))
            throw new IllegalArgumentException("the exponent of distance must be 0..10, was " + exponent);
        return (self, others) -> {
            double[] sorted =
                    others.stream().mapToDouble(Place::distance).sorted().toArray();
            double[] weights = new double[sorted.length];
            for (int i = 0; i < weights.length; i++)
                weights[i] = StrictMath.pow(within(sorted, others.get(i).distance()), -exponent);
            return weights;
        };
    }

    private static int within(double[] sorted, double distance) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= distance) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
