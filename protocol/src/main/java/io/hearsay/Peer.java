package io.hearsay;

/**
 * Somebody to send to: where, and which running process is meant.
 *
 * @param address where it is
 * @param instance the process's own random number, drawn at its start; {@link #UNKNOWN} where nobody has said it yet,
 *     as for a seed
 */
public record Peer(Address address, long instance) {

    /** The instance of a peer that is known by its address only; no process draws it. */
    public static final long UNKNOWN = 0;

    /** A peer of which only the address is known. */
    public static Peer at(Address address) {
        return new Peer(address, UNKNOWN);
    }

    /** Whether the process that is meant is known. */
    public boolean isKnown() {
        return instance != UNKNOWN;
    }

    @Override
    public String toString() {
        return isKnown() ? address + "#" + Long.toHexString(instance) : address.toString();
    }
}
