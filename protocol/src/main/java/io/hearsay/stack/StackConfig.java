package io.hearsay.stack;

import java.nio.charset.StandardCharsets;

/**
 * What a stack has to know.
 *
 * @param clusterId 1..64 bytes of UTF-8, in every frame and under every seal; there is no default
 * @param port the port at which this node receives datagrams, told to those it connects to, so that they know where to
 *     send; 0 if it is not known
 * @param mtuBytes the largest datagram, header and seal included, 508..65,507; default 1,232, which IPv6 carries
 *     everywhere. More risks fragments, which are lost together
 * @param budgetBytesPerSecond a cap on what all but membership may send, 16 KiB..4 GiB; default 16 MiB for
 *     {@link #lan}, 1 MiB for {@link #wan}, guess
 * @param maxSessions how many processes' replay windows are remembered, 16 or more; default 65,536. Each costs about
 *     300 bytes and the cipher's key
 * @param links how links behave
 */
public record StackConfig(
        String clusterId, int port, int mtuBytes, long budgetBytesPerSecond, int maxSessions, LinkConfig links) {
    /** The default MTU: an IPv6 packet of 1,280 bytes without its IP and UDP headers. */
    public static final int DEFAULT_MTU_BYTES = 1_232;

    private static final int MAX_CLUSTER_ID_BYTES = 64;
    private static final int MIN_MTU_BYTES = 508;
    private static final int MAX_MTU_BYTES = 65_507;
    private static final long MIN_BUDGET = 16 * 1024;
    private static final long MAX_BUDGET = 4L * 1024 * 1024 * 1024;

    public StackConfig {
        int idBytes = clusterId.getBytes(StandardCharsets.UTF_8).length;
        if (idBytes < 1 || idBytes > MAX_CLUSTER_ID_BYTES)
            throw new IllegalArgumentException("clusterId must be 1.." + MAX_CLUSTER_ID_BYTES + " bytes of UTF-8, was "
                    + idBytes + ": " + clusterId);
        if (port < 0 || port > 0xffff) throw new IllegalArgumentException("port must be 0..65535, was " + port);
        if (mtuBytes < MIN_MTU_BYTES || mtuBytes > MAX_MTU_BYTES)
            throw new IllegalArgumentException("mtuBytes must be " + MIN_MTU_BYTES + ".." + MAX_MTU_BYTES + ", was "
                    + mtuBytes + "; the default is " + DEFAULT_MTU_BYTES);
        if (budgetBytesPerSecond < MIN_BUDGET || budgetBytesPerSecond > MAX_BUDGET)
            throw new IllegalArgumentException(
                    "budgetBytesPerSecond must be " + MIN_BUDGET + ".." + MAX_BUDGET + ", was " + budgetBytesPerSecond);
        if (maxSessions < 16) throw new IllegalArgumentException("maxSessions must be 16 or more, was " + maxSessions);
    }

    /** For one data centre. */
    public static StackConfig lan(String clusterId) {
        return new StackConfig(clusterId, 0, DEFAULT_MTU_BYTES, 16L * 1024 * 1024, 65_536, LinkConfig.standard());
    }

    /** For a cluster across the internet. */
    public static StackConfig wan(String clusterId) {
        return new StackConfig(clusterId, 0, DEFAULT_MTU_BYTES, 1024 * 1024, 65_536, LinkConfig.standard());
    }

    /** For many nodes on one machine. */
    public static StackConfig local(String clusterId) {
        return lan(clusterId);
    }

    /** The same with the port at which this node receives. */
    public StackConfig withPort(int newPort) {
        return new StackConfig(clusterId, newPort, mtuBytes, budgetBytesPerSecond, maxSessions, links);
    }

    /** The same with another MTU. */
    public StackConfig withMtuBytes(int bytes) {
        return new StackConfig(clusterId, port, bytes, budgetBytesPerSecond, maxSessions, links);
    }

    /** The same with another budget. */
    public StackConfig withBudgetBytesPerSecond(long bytes) {
        return new StackConfig(clusterId, port, mtuBytes, bytes, maxSessions, links);
    }

    /** The same with room for more or fewer replay windows. */
    public StackConfig withMaxSessions(int sessions) {
        return new StackConfig(clusterId, port, mtuBytes, budgetBytesPerSecond, sessions, links);
    }

    /** The same with other links. */
    public StackConfig withLinks(LinkConfig newLinks) {
        return new StackConfig(clusterId, port, mtuBytes, budgetBytesPerSecond, maxSessions, newLinks);
    }
}
