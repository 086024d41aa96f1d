package io.hearsay.node;

import io.hearsay.cluster.Cluster;

/** Opens nodes on real sockets. */
public final class Hearsay {
    private Hearsay() {}

    /**
     * Starts a node that joins a cluster.
     *
     * <p>Returns when the node listens; it then calls its seeds until one lets it in, for ever if need be, and
     * {@link Cluster#joined} tells when. Without seeds it is the first member.
     *
     * @throws IllegalArgumentException if the configuration has neither a key nor {@code insecure()}
     * @throws java.io.UncheckedIOException if the port is in use, or the data directory cannot be used
     */
    public static Cluster join(ClusterConfig config) {
        return new Opening(config).open();
    }
}
