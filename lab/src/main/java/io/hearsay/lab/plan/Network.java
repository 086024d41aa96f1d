package io.hearsay.lab.plan;

import io.hearsay.lab.experiment.LabException;
import java.time.Duration;

/**
 * Where nodes live.
 *
 * @param nodes how many, 3..100,000
 * @param loss the share of datagrams lost, 0..0.5
 * @param rtt from one node to another and back, as programs see it, 10 us..2 s
 */
public record Network(int nodes, double loss, Duration rtt) {
    /** Packets take half a round trip, more or less by this share of it. */
    static final double SPREAD = 0.1;

    private static final int MAX_NODES = 100_000;
    private static final Duration LEAST = Duration.ofNanos(10_000);
    private static final Duration MOST = Duration.ofSeconds(2);

    /** Up to this round trip the profile is {@code lan}, beyond it {@code wan}. */
    private static final Duration LAN = Duration.ofMillis(10);

    public Network {
        if (nodes < 3 || nodes > MAX_NODES)
            throw new LabException("--nodes must be 3.." + MAX_NODES + ", was " + nodes
                    + "; two nodes have nobody to ask for help, more are an experiment: ./hearsay lab model");
        if (!(loss >= 0 && loss <= 0.5))
            throw new LabException("--loss must be 0..0.5, or 0..50%, was " + loss
                    + "; a network that loses more has to be mended first");
        if (rtt.compareTo(LEAST) < 0 || rtt.compareTo(MOST) > 0)
            throw new LabException("--rtt must be 0.01ms..2s, was " + Times.text(rtt)
                    + "; measure it with `ping` or `hearsay members --json` (rttMillis)");
    }

    /** The same with fewer nodes. */
    Network withNodes(int other) {
        return new Network(other, loss, rtt);
    }

    double arrives() {
        return 1 - loss;
    }

    /** Seconds there and back. */
    double rttSeconds() {
        return rtt.toNanos() / 1e9;
    }

    /** Seconds from node to node; of what is late, those of the slowest packets. */
    double hopSeconds(double share) {
        return rttSeconds() / 2 * (share > 0.5 ? 1 + SPREAD : 1);
    }

    boolean isLan() {
        return rtt.compareTo(LAN) <= 0;
    }
}
