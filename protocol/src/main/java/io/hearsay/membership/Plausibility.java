package io.hearsay.membership;

/**
 * Guards against absurd numbers: a claim that is too far ahead is damage or malice, and believing it could never be
 * undone.
 */
final class Plausibility {
    private static final long MAX_JUMP = 1L << 32;

    private long refused;

    boolean ofEpoch(long claimed, long highestKnown) {
        return check(claimed - highestKnown);
    }

    boolean ofIncarnation(long claimed, long known) {
        return check(claimed - known);
    }

    private boolean check(long jump) {
        if (jump <= MAX_JUMP) return true;
        refused++;
        return false;
    }

    long refused() {
        return refused;
    }
}
