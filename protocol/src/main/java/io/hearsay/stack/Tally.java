package io.hearsay.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a stack counts as it goes; {@link StackStats} is the snapshot. */
final class Tally {
    final Map<Reject, Long> rejects = new EnumMap<>(Reject.class);
    final long[] receivedByKind = new long[MessageCodec.MAX_KIND + 1];
    final long[] malformedByKind = new long[MessageCodec.MAX_KIND + 1];
    final long[] waited = new long[Traffic.COUNT];
    final long[] dropped = new long[Traffic.COUNT];
    long datagramsSent;
    long datagramBytesSent;
    long datagramsReceived;
    long datagramBytesReceived;
    long linkFramesSent;
    long linkBytesSent;
    long linkFramesReceived;
    long linkBytesReceived;
    long messagesSent;
    long unknownKinds;
    long malformedMessages;
    long truncatedFrames;
    long linksOpened;
    long linksAccepted;
    long linksFailed;
    long linksBroken;
    long linksEnded;
    long linksToSelf;
    long linksToAnother;
    long handshakesTurnedAway;
    long windowsFull;
    long faults;

    Tally() {
        for (Reject each : Reject.values()) rejects.put(each, 0L);
    }

    void count(Reject reject) {
        rejects.merge(reject, 1L, Long::sum);
    }

    StackStats snapshot(int sessions, int links, int handshakes, List<StackStats.Waiting> waiting) {
        long received = 0;
        for (long each : receivedByKind) received += each;
        return new StackStats(
                new StackStats.Frames(
                        datagramsSent,
                        datagramBytesSent,
                        datagramsReceived,
                        datagramBytesReceived,
                        linkFramesSent,
                        linkBytesSent,
                        linkFramesReceived,
                        linkBytesReceived),
                new StackStats.Messages(
                        messagesSent, received, unknownKinds, malformedMessages, truncatedFrames, kinds()),
                Collections.unmodifiableMap(new EnumMap<>(rejects)),
                new StackStats.Links(
                        links,
                        handshakes,
                        linksOpened,
                        linksAccepted,
                        linksFailed,
                        linksBroken,
                        linksEnded,
                        linksToSelf,
                        linksToAnother,
                        handshakesTurnedAway,
                        windowsFull),
                waiting,
                sessions,
                faults);
    }

    private List<StackStats.Kind> kinds() {
        List<StackStats.Kind> kinds = new ArrayList<>();
        for (int kind = 0; kind <= MessageCodec.MAX_KIND; kind++)
            if (receivedByKind[kind] + malformedByKind[kind] > 0)
                kinds.add(new StackStats.Kind(kind, receivedByKind[kind], malformedByKind[kind]));
        return List.copyOf(kinds);
    }
}
