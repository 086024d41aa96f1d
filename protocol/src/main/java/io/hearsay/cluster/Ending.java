package io.hearsay.cluster;

/**
 * Why a node is no longer running.
 *
 * @param detail for a reader: who took the name, who gave the command, what broke; empty where there is nothing to add
 */
public record Ending(Reason reason, String detail) {

    /** What ended it. */
    public enum Reason {
        /** {@link Cluster#close}. */
        CLOSED,
        /** Another process holds its name, and came later. */
        NAME_TAKEN,
        /** It was removed by a command. */
        FORGOTTEN,
        /** An invariant broke; the log has more. */
        BROKEN
    }
}
