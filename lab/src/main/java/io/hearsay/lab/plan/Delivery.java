package io.hearsay.lab.plan;

import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.theory.RingPush;

/**
 * When an event has reached all: by its first copies after so many hops ({@link RingPush}), or by anti-entropy, which
 * finds who was left out.
 *
 * <p>A hop takes half a round trip and what its copies cost on a shared machine. Who was left out is asked by its
 * predecessor after half to one and a half pauses, each pause twice the one before; digest, pull and copy have to
 * arrive.
 */
final class Delivery {
    private static final int PAUSES = 12;

    private final RingPush push;
    private final RumorConfig rumors;
    private final Network network;
    private final Machine machine;

    Delivery(Network network, RumorConfig rumors, Machine machine) {
        this.network = network;
        this.rumors = rumors;
        this.machine = machine;
        RumorConfig.FirstPush first = rumors.firstPush();
        int others = network.nodes() - 1;
        int fanout = Math.min(first.fanout(), others);
        push = new RingPush(
                network.nodes(), Math.min(Math.max(first.ownFanout(), fanout), others), fanout, network.arrives());
    }

    double reachesAll() {
        return push.reachesAll();
    }

    /** The least hops after which this share of events has reached all, or the last hop there is. */
    int hops(double share) {
        int hop = 1;
        while (hop < push.hops() && push.reachesAllWithin(hop) < share) hop++;
        return hop;
    }

    /** Seconds until this share of events has reached all. */
    double seconds(double share) {
        double byCopies = push.reachesAll() >= share ? at(hops(share), share) : 0;
        return byCopies > 0 ? byCopies : repaired(share);
    }

    /** In a hop copies are handled one after the other; the share says at which of the last hop's it is over. */
    private double at(int hop, double share) {
        double before = push.reachesAllWithin(hop - 1);
        double within = (share - before) / Math.max(1e-12, push.reachesAllWithin(hop) - before);
        double copies = within * push.copiesIn(hop);
        for (int earlier = 1; earlier < hop; earlier++) copies += push.copiesIn(earlier);
        return hop * (network.hopSeconds(share) + machine.wake()) + machine.seconds(copies);
    }

    /** Bisects P(all have it after t). */
    private double repaired(double share) {
        double low = 0;
        double high = 3_600;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (StrictMath.exp(-push.leftOut() * stillOut(middle)) < share) low = middle;
            else high = middle;
        }
        return at(push.hops(), 1) + high + 3 * network.hopSeconds(share);
    }

    /** P(one that was left out is still without it t after the last copy). */
    private double stillOut(double t) {
        double pause = rumors.repair().compare().toNanos() / 1e9;
        double most = rumors.repair().compareMax().toNanos() / 1e9;
        double succeeds = StrictMath.pow(network.arrives(), 3);
        double out = 1;
        double from = 0;
        for (int i = 0; i < PAUSES; i++) {
            double asked = Math.min(1, Math.max(0, (t - from - pause / 2) / pause));
            out *= 1 - asked * succeeds;
            from += pause;
            pause = Math.min(2 * pause, most);
        }
        return out;
    }
}
