package io.hearsay.dissemination.rumor;

import java.util.Optional;

/**
 * What one node knows of one recent rumor.
 *
 * @param topic empty for a rumor that is missing here and whose topic nobody has said
 * @param sizeBytes of the payload, 0 where it is not known
 * @param sinceNanos when it entered this state, on this node's monotonic clock; 0 for one that is missing
 * @param received copies that came in, the first included
 * @param sent copies that went out
 * @param useless copies sent of which the receiver said that it knew the rumor already
 */
public record RumorSnapshot(
        RumorId id,
        Optional<String> topic,
        int sizeBytes,
        RumorState state,
        long sinceNanos,
        int received,
        int sent,
        int useless) {}
