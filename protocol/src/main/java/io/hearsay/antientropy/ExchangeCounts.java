package io.hearsay.antientropy;

/**
 * The sessions that are over since the node started, whichever side opened them.
 *
 * @param agreed that ended with equal sums
 * @param different that came to their end with different ones, as somebody wrote meanwhile or the other side only
 *     looked
 * @param compared of this side that only looked
 * @param failed that ended before their time
 * @param bytesIn as {@link Exchange.Volume} has them
 * @param bytesOut as bytesIn
 * @param entriesIn received
 * @param entriesOut sent
 */
public record ExchangeCounts(
        long agreed,
        long different,
        long compared,
        long failed,
        long bytesIn,
        long bytesOut,
        long entriesIn,
        long entriesOut) {
    static final ExchangeCounts NONE = new ExchangeCounts(0, 0, 0, 0, 0, 0, 0, 0);

    /** With one more. */
    ExchangeCounts with(Exchange over) {
        Exchange.Volume volume = over.volume();
        return new ExchangeCounts(
                agreed + (over.outcome() == Exchange.Outcome.AGREED ? 1 : 0),
                different + (over.outcome() == Exchange.Outcome.DIFFERENT ? 1 : 0),
                compared + (over.outcome() == Exchange.Outcome.COMPARED ? 1 : 0),
                failed + (over.outcome() == Exchange.Outcome.FAILED ? 1 : 0),
                bytesIn + volume.bytesIn(),
                bytesOut + volume.bytesOut(),
                entriesIn + volume.received(),
                entriesOut + volume.sent());
    }
}
