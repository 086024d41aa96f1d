package io.hearsay.antientropy;

import io.hearsay.Peer;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import org.jspecify.annotations.Nullable;

/**
 * One session as its own side sees it: running, or over. The other side knows it by the same number.
 *
 * @param id the number that the opening side has drawn
 * @param isOurs whether this node has opened it
 * @param method how the difference is searched for: {@code sum} until it is known that there is one, {@code recent}
 *     where one side is merely behind, else a {@link Method}'s name
 * @param beganNanos by this node's clock
 * @param tookNanos until it was over, or now
 * @param cause why it failed; null unless it has
 */
public record Exchange(
        long id,
        Peer peer,
        boolean isOurs,
        String method,
        long beganNanos,
        long tookNanos,
        Volume volume,
        Outcome outcome,
        @Nullable Cause cause) {

    /** How a session stands. */
    public enum Outcome {
        /** It is not over. */
        RUNNING,
        /** Both had the same sum in the end. */
        AGREED,
        /** It came to its end and the sums differ: somebody wrote meanwhile, or the opening side has only looked. */
        DIFFERENT,
        /** What differs was looked at, and nothing exchanged. */
        COMPARED,
        /** It ended before its time; what was exchanged until then stays. */
        FAILED
    }

    /**
     * How much went each way.
     *
     * @param bytesIn bodies of messages; {@link AntiEntropyMessage#sizeBytes} says how exactly
     * @param sent entries
     * @param received entries
     * @param differing items found on one side only: a changed entry is two of them
     */
    public record Volume(long bytesIn, long bytesOut, long sent, long received, long differing) {}
}
