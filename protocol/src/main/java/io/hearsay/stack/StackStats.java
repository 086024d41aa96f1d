package io.hearsay.stack;

import java.util.List;
import java.util.Map;

/**
 * What a stack has counted since it began.
 *
 * @param frames frames and their bytes, seals included, without IP, UDP and TCP headers
 * @param messages what was in them
 * @param rejects frames dropped unread, by reason, all reasons in their order
 * @param links connections
 * @param waiting what waits for the byte budget, one for each {@link Traffic} in its order
 * @param sessions how many processes' replay windows are remembered
 * @param faults frames lost, cut or delayed on purpose
 */
public record StackStats(
        Frames frames,
        Messages messages,
        Map<Reject, Long> rejects,
        Links links,
        List<Waiting> waiting,
        int sessions,
        long faults) {

    /** Frames that left and that were accepted. */
    public record Frames(
            long datagramsSent,
            long datagramBytesSent,
            long datagramsReceived,
            long datagramBytesReceived,
            long linkFramesSent,
            long linkBytesSent,
            long linkFramesReceived,
            long linkBytesReceived) {}

    /**
     * Messages.
     *
     * @param unknownKinds skipped, since only a later version knows them
     * @param malformed dropped, while the rest of their frame was read
     * @param truncatedFrames authentic frames of which a part could not be cut into messages
     * @param kinds those that have come in, in their order
     */
    public record Messages(
            long sent, long received, long unknownKinds, long malformed, long truncatedFrames, List<Kind> kinds) {}

    /** The messages of one kind that have come in. */
    public record Kind(int kind, long received, long malformed) {}

    /**
     * Links.
     *
     * @param up how many stand now
     * @param handshakes how many are being set up now
     * @param opened came up, opened here
     * @param accepted came up, opened by the peer
     * @param failed never came up
     * @param broken went down without a goodbye
     * @param ended went down with a goodbye, from here or there
     * @param toSelf led to this very process
     * @param toAnother led to another process than the one that was meant
     * @param turnedAway strangers that came while too many were in their handshake
     * @param windowsFull how often a sender was told to wait
     */
    public record Links(
            int up,
            int handshakes,
            long opened,
            long accepted,
            long failed,
            long broken,
            long ended,
            long toSelf,
            long toAnother,
            long turnedAway,
            long windowsFull) {}

    /**
     * One class of traffic and the budget.
     *
     * @param waitingBytes datagram messages that wait now
     * @param waited messages that had to wait
     * @param dropped messages for which there was no room to wait
     */
    public record Waiting(Traffic traffic, long waitingBytes, long waited, long dropped) {}

    /** How many frames were dropped for this reason. */
    public long rejected(Reject why) {
        return rejects.getOrDefault(why, 0L);
    }

    /** How many frames were dropped unread. */
    public long rejected() {
        long sum = 0;
        for (long each : rejects.values()) sum += each;
        return sum;
    }
}
