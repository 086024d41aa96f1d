package io.hearsay.cluster;

import java.util.Locale;

/**
 * Why a node is no longer running.
 *
 * @param detail for a reader, in a sentence: who holds the name, who gave the command, what broke; empty where there is
 *     nothing to add
 */
public record Ending(Reason reason, String detail) {

    /** What ended it. */
    public enum Reason {
        /** {@link Cluster#close}. */
        CLOSED,
        /** Another process that answers holds its name: it was there before, or began later and outlives this one. */
        NAME_TAKEN,
        /** A member does not let it in, for another reason than its name. */
        REFUSED,
        /** It was removed by a command. */
        FORGOTTEN,
        /** An invariant broke; the log has more. */
        BROKEN
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') : detail;
    }
}
