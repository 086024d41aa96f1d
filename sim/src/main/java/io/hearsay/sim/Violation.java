package io.hearsay.sim;

import java.util.Locale;

/**
 * Something that must never happen, and happened.
 *
 * @param nanos when, in virtual time since the world began
 * @param node on which node, or the empty text where it is no single one's fault
 * @param invariant which rule was broken
 * @param explanation what was seen
 */
public record Violation(long nanos, String node, String invariant, String explanation) {

    @Override
    public String toString() {
        String where = node.isEmpty() ? "" : " on " + node;
        return String.format(Locale.ROOT, "at %.6f s%s: %s: %s", nanos / 1e9, where, invariant, explanation);
    }
}
