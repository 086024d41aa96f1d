package io.hearsay.bench;

import io.hearsay.cluster.Cluster;
import io.hearsay.stack.StackStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** All that has left through loopback, headers included; or, with others on it, what our own sockets say. */
final class SentBytes {
    private static final int UDP_HEADERS = 28;
    private static final int TCP_HEADERS = 52;

    private final BenchCluster cluster;
    private final boolean isIsolated;

    SentBytes(BenchCluster cluster, boolean isIsolated) {
        this.cluster = cluster;
        this.isIsolated = isIsolated;
    }

    /** Since the start of the network, or of the nodes. */
    long bytes() throws IOException {
        return isIsolated ? loopbackBytes() : ownBytes();
    }

    /** From the process's own view of the network: the files below /sys show the namespace that mounted them. */
    private static long loopbackBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/net/dev"))) {
            String[] fields = line.strip().split("[:\\s]+", -1);
            if (fields[0].equals("lo")) return Long.parseLong(fields[1]);
        }
        throw new IOException("/proc/self/net/dev names no lo");
    }

    private long ownBytes() {
        long bytes = 0;
        for (Cluster node : cluster.nodes()) {
            StackStats.Frames frames = node.stats().frames().frames();
            bytes += frames.datagramBytesSent() + UDP_HEADERS * frames.datagramsSent();
            bytes += frames.linkBytesSent() + TCP_HEADERS * (frames.linkFramesSent() + frames.linkFramesReceived());
        }
        return bytes;
    }
}
