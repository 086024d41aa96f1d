package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearsay.Address;
import io.hearsay.agent.config.Units;
import io.hearsay.stack.Faults.Direction;
import io.hearsay.stack.LinkFaults.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trouble on purpose: the first rule that fits a frame decides.
 *
 * @param peer a member's name or an address; absent is everybody
 * @param direction {@code to} or {@code from} the peer; absent is both
 * @param cut true: nothing passes
 * @param dropRatio how many datagrams are lost, 0..1
 * @param delay how long each frame is held back, like {@code 200ms}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        @Nullable String peer,
        @Nullable String direction,
        @Nullable Boolean cut,
        @Nullable Double dropRatio,
        @Nullable String delay) {

    /** Nothing passes between the two, either way. */
    public static Fault cut(String peer) {
        return new Fault(peer, null, true, null, null);
    }

    /**
     * The rules in the stack: one, or one for each of the peer's addresses.
     *
     * @param addressesOf finds them
     * @throws IllegalArgumentException if it makes no sense
     */
    public List<Rule> toRules(Function<String, List<Address>> addressesOf) {
        if (peer == null) return List.of(rule(null));
        return addressesOf.apply(peer).stream().map(this::rule).toList();
    }

    private Rule rule(@Nullable Address address) {
        return new Rule(
                address,
                direction == null ? null : way(direction),
                cut != null && cut,
                dropRatio == null ? 0 : dropRatio,
                delay == null ? Duration.ZERO : Units.duration(delay));
    }

    private static Direction way(String direction) {
        try {
            return Direction.valueOf(direction.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'direction' must be to or from, was '" + direction + "'", e);
        }
    }
}
