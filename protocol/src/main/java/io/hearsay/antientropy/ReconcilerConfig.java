package io.hearsay.antientropy;

import java.time.Duration;

/**
 * How a node reconciles.
 *
 * @param opened sessions that this node opens at a time, 2; more of them: heap, and the same entries sent twice (guess)
 * @param answered sessions of others that it answers at a time, 4; each may hold 128 KiB (guess)
 * @param silence after how long without a word a session has failed, 10 s (guess)
 * @param longest after how long a session has failed anyway, 10 min: the peer that always has one more answer (guess)
 * @param attempts how often an exchange is tried that its link or a busy peer ended, 3
 * @param again the pause before, 1 s; doubled each time
 */
public record ReconcilerConfig(
        int opened, int answered, Duration silence, Duration longest, int attempts, Duration again) {

    public ReconcilerConfig {
        if (opened < 1 || answered < 1 || attempts < 1)
            throw new IllegalArgumentException("opened, answered and attempts must be 1 or more, were " + opened + ", "
                    + answered + ", " + attempts);
        if (silence.isNegative() || silence.isZero() || longest.compareTo(silence) < 0)
            throw new IllegalArgumentException(
                    "silence must be positive and no longer than longest, were " + silence + " and " + longest);
    }

    /** The defaults above. */
    public static ReconcilerConfig usual() {
        return new ReconcilerConfig(2, 4, Duration.ofSeconds(10), Duration.ofMinutes(10), 3, Duration.ofSeconds(1));
    }

    /** Another time-out of silence. */
    public ReconcilerConfig withSilence(Duration other) {
        return new ReconcilerConfig(opened, answered, other, longest, attempts, again);
    }

    /** Other numbers of sessions. */
    public ReconcilerConfig withSessions(int mayOpen, int mayAnswer) {
        return new ReconcilerConfig(mayOpen, mayAnswer, silence, longest, attempts, again);
    }
}
