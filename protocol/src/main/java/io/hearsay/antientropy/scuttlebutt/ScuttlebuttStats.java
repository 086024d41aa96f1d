package io.hearsay.antientropy.scuttlebutt;

/**
 * What Scuttlebutt has done since the start.
 *
 * @param digests digests sent
 * @param sent entries sent
 * @param applied entries of others taken in
 * @param gaps deltas not taken because something before them is missing here: a message was lost or overtaken
 * @param resets states thrown away because deletes may have been missed
 * @param refused what was of an absurd generation, of this node's own state, of more than an owner may have, or said by
 *     one in a life that is over
 */
public record ScuttlebuttStats(long digests, long sent, long applied, long gaps, long resets, long refused) {}
