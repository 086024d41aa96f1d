package io.hearsay.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from one node's host to another's, in this direction only, where it differs from the rest of the network.
 *
 * <p>Got from {@link Network#path}; what is set stays set until it is set back. One way means one way: a path that is
 * cut, lossy or behind a firewall says nothing about the way back. A clogged path holds at most {@value #MAX_HELD}
 * datagrams; what comes then is lost.
 */
public final class Path {
    /** The most datagrams that a clogged path holds back. */
    public static final int MAX_HELD = 4096;

    private final Network network;
    private final int fromHost;
    private final int toHost;
    private final List<Runnable> held = new ArrayList<>();
    private @Nullable Latency latency;
    private double lossRatio = -1;
    private boolean cut;
    private boolean clogged;
    private boolean rejectsStreams;

    Path(Network network, int fromHost, int toHost) {
        this.network = network;
        this.fromHost = fromHost;
        this.toHost = toHost;
    }

    /** Nothing passes any more, and nobody is told. */
    public Path cut() {
        cut = true;
        return this;
    }

    /** Loses each datagram with this probability; streams are slowed by what they must send again. */
    public Path loss(double ratio) {
        lossRatio = Network.checkRatio("loss", ratio);
        return this;
    }

    /** Takes so long. */
    public Path latency(Latency time) {
        latency = time;
        return this;
    }

    /** Holds everything back until {@link #release}. */
    public Path clog() {
        clogged = true;
        return this;
    }

    /** Lets go what was held back, all at once, and holds nothing from now on. */
    public Path release() {
        clogged = false;
        List<Runnable> all = List.copyOf(held);
        held.clear();
        all.forEach(Runnable::run);
        network.streams().flush(fromHost, toHost);
        return this;
    }

    /** A firewall: streams are answered with a reset, datagrams pass. */
    public Path rejectStreams() {
        rejectsStreams = true;
        return this;
    }

    /** A firewall: streams are answered with a reset, datagrams vanish. */
    public Path reject() {
        lossRatio = 1;
        return rejectStreams();
    }

    /** As the rest of the network is; what was held back is let go. */
    public Path restore() {
        latency = null;
        lossRatio = -1;
        cut = false;
        rejectsStreams = false;
        return release();
    }

    boolean isCut() {
        return cut;
    }

    boolean isClogged() {
        return clogged;
    }

    boolean resetsStreams() {
        return rejectsStreams;
    }

    double lossOr(double usual) {
        return lossRatio >= 0 ? lossRatio : usual;
    }

    Latency latencyOr(Latency usual) {
        return latency != null ? latency : usual;
    }

    void hold(Runnable sending) {
        if (held.size() < MAX_HELD) held.add(sending);
    }
}
