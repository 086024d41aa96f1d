package io.hearsay.agent.api;

import io.hearsay.antientropy.Exchange;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.cluster.MapDifferences;
import io.hearsay.data.map.KeyDifference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/diff?member=NAME&map=MAP}: which keys differ between the agent and a member.
 *
 * @param keys by map and key, at most 1,000
 * @param more how many further keys differ
 * @param error why it is not known to the end; null if it is
 */
public record Differences(
        String self,
        String member,
        List<Key> keys,
        long more,
        @Nullable String error) {

    /**
     * One key.
     *
     * @param side {@code missing-here}, {@code missing-there}, {@code newer-here}, {@code newer-there}, or
     *     {@code apart} where each side has what the other one lacks
     */
    public record Key(String map, String key, String side) {}

    /** What was found. */
    public static Differences of(String self, String member, MapDifferences found) {
        return new Differences(
                self,
                member,
                found.named().stream().map(Differences::key).toList(),
                found.unnamed(),
                problem(found.exchange()));
    }

    /** Why an exchange ended before its time, in words; null if it did not. */
    public static @Nullable String problem(Exchange exchange) {
        Cause cause = exchange.cause();
        return cause == null
                ? null
                : "ended early: " + cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Key key(KeyDifference difference) {
        return new Key(
                difference.map(),
                new String(difference.key().array(), StandardCharsets.UTF_8),
                difference.side().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
