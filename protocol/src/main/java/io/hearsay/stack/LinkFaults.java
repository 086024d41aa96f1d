package io.hearsay.stack;

import io.hearsay.Address;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Faults by rules: each says for whom and in which direction what is cut, lost or delayed; the first that fits decides.
 *
 * <p>Not thread-safe: change the rules on the node's own thread.
 */
public final class LinkFaults implements Faults {
    private final RandomGenerator random;
    private List<Rule> rules = List.of();

    /**
     * One rule.
     *
     * @param peer whom it concerns; port 0 is every port of that address; null is everybody
     * @param direction null is both
     * @param isCut whether nothing passes
     * @param dropRatio how many datagrams are lost, 0..1
     * @param delay how long each frame is held back
     */
    public record Rule(
            @Nullable Address peer, @Nullable Direction direction, boolean isCut, double dropRatio, Duration delay) {
        public Rule {
            if (!(dropRatio >= 0 && dropRatio <= 1))
                throw new IllegalArgumentException("dropRatio must be 0..1, was " + dropRatio);
            if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(1)) > 0)
                throw new IllegalArgumentException("delay must be 0..1 min, was " + delay);
        }

        /** Nothing passes. */
        public static Rule cut(@Nullable Address peer, @Nullable Direction direction) {
            return new Rule(peer, direction, true, 0, Duration.ZERO);
        }

        /** Some datagrams are lost. */
        public static Rule drop(@Nullable Address peer, @Nullable Direction direction, double ratio) {
            return new Rule(peer, direction, false, ratio, Duration.ZERO);
        }

        /** Everything comes later. */
        public static Rule delay(@Nullable Address peer, @Nullable Direction direction, Duration delay) {
            return new Rule(peer, direction, false, 0, delay);
        }

        private boolean fits(Address other, Direction way) {
            if (direction != null && direction != way) return false;
            return peer == null || (peer.port() == 0 ? peer.equals(other.withPort(0)) : peer.equals(other));
        }
    }

    /**
     * No faults yet.
     *
     * @param random decides what is lost; the node's own, so that a run can be repeated
     */
    public LinkFaults(RandomGenerator random) {
        this.random = random;
    }

    /** These rules from now on, in this order. */
    public void set(List<Rule> newRules) {
        rules = List.copyOf(newRules);
    }

    /** The rules. */
    public List<Rule> rules() {
        return rules;
    }

    @Override
    public long judge(Address peer, Direction direction) {
        for (Rule rule : rules) if (rule.fits(peer, direction)) return judge(rule);
        return PASS;
    }

    private long judge(Rule rule) {
        if (rule.isCut()) return CUT;
        if (rule.dropRatio() > 0 && random.nextDouble() < rule.dropRatio()) return DROP;
        return rule.delay().toNanos();
    }
}
