package io.hearsay.antientropy.scuttlebutt;

/** What {@link ScuttlebuttStats} shows. */
final class Tally {
    long digests;
    long sent;
    long applied;
    long gaps;
    long resets;
    long refused;

    ScuttlebuttStats snapshot() {
        return new ScuttlebuttStats(digests, sent, applied, gaps, resets, refused);
    }
}
