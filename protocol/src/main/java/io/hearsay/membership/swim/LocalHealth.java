package io.hearsay.membership.swim;

/**
 * How far this node trusts itself: 0 is healthy, and every point makes it more patient with others (Lifeguard,
 * LHA-Probe).
 */
final class LocalHealth {
    private final int max;
    private int multiplier;

    LocalHealth(int max) {
        this.max = max;
    }

    void better() {
        change(-1);
    }

    void worse(int by) {
        change(by);
    }

    private void change(int by) {
        multiplier = Math.max(0, Math.min(max, multiplier + by));
    }

    int multiplier() {
        return multiplier;
    }

    /** A duration as this node should wait it out now. */
    long scaled(long nanos) {
        return nanos * (multiplier + 1);
    }
}
