package io.hearsay.node;

/**
 * What one step of a {@link Doctor} found.
 *
 * @param step {@code cluster}, {@code key}, {@code clock}, {@code listen}, {@code resolve}, {@code tcp}, {@code udp} or
 *     {@code mtu}
 * @param subject what was looked at: a seed, an address
 * @param grade whether it is as it should be
 * @param text what was found, and what to do about it
 */
public record Finding(String step, String subject, Grade grade, String text) {

    /** Whether a finding is a reason to worry. */
    public enum Grade {
        /** As it should be. */
        GOOD,
        /** May be meant so. */
        DOUBTFUL,
        /** A node does not work like this. */
        BAD
    }

    static Finding good(String step, String subject, String text) {
        return new Finding(step, subject, Grade.GOOD, text);
    }

    static Finding doubtful(String step, String subject, String text) {
        return new Finding(step, subject, Grade.DOUBTFUL, text);
    }

    static Finding bad(String step, String subject, String text) {
        return new Finding(step, subject, Grade.BAD, text);
    }
}
