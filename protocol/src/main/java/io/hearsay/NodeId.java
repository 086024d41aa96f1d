package io.hearsay;

import java.nio.charset.StandardCharsets;

/**
 * Who a node is: a name that outlives restarts, and which of its lives this is.
 *
 * <p>Lives of one name are ordered by epoch, then by instance (unsigned): at equal epoch two instances are two
 * processes.
 *
 * @param name 1..64 bytes of UTF-8 without control characters, unique in the cluster
 * @param epoch rises with each life of the name; 0 or more
 * @param instance 64 random bits drawn at the start of the process, never stored, never 0
 */
public record NodeId(String name, long epoch, long instance) implements Comparable<NodeId> {

    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 64;

    public NodeId {
        checkName(name);
        if (epoch < 0) throw new IllegalArgumentException("epoch must be 0 or more, was " + epoch);
        if (instance == Peer.UNKNOWN) throw new IllegalArgumentException("instance must not be 0");
    }

    /**
     * Checks a node's name.
     *
     * @throws IllegalArgumentException if it is empty, too long or not printable
     */
    public static void checkName(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_NAME_BYTES)
            throw new IllegalArgumentException(
                    "name must be 1.." + MAX_NAME_BYTES + " bytes of UTF-8, was " + bytes + " bytes: " + name);
        for (int i = 0; i < name.length(); i++)
            if (Character.isISOControl(name.charAt(i)))
                throw new IllegalArgumentException("name must not contain control characters");
    }

    /** Whether this is a later life of the same name than {@code other}. */
    public boolean supersedes(NodeId other) {
        return name.equals(other.name) && lifeCompare(other) > 0;
    }

    /** Orders two lives of one name: by epoch, then by instance. */
    public int lifeCompare(NodeId other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compareUnsigned(instance, other.instance);
    }

    @Override
    public int compareTo(NodeId other) {
        int byName = name.compareTo(other.name);
        return byName != 0 ? byName : lifeCompare(other);
    }

    @Override
    public String toString() {
        return name + "/" + epoch + "#" + Long.toHexString(instance);
    }
}
