package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The invariants are no ornament: with one rule of the protocol switched off, by changing a line of it, random
 * schedules find the violation within 1,000 seeds (seen: within 4).
 */
class RulesThatBiteTest {
    private static final int SEEDS = 1_000;

    /** What random schedule {@code seed} breaks, one violation a line. Made by name: it lives beside the mutant. */
    public static final class Violations implements LongFunction<String> {
        @Override
        public String apply(long seed) {
            StringBuilder lines = new StringBuilder();
            for (Violation violation : RandomSchedule.of(seed).run(seed).violations())
                lines.append(violation).append('\n');
            return lines.toString();
        }
    }

    /**
     * A rule, how it is switched off, and what finds that out.
     *
     * @param line stands once in the file, below {@code io/hearsay} in the protocol's sources
     * @param found a part of the violation
     */
    private record Rule(String name, String file, String line, String instead, String found) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        "refutation",
                        "membership/OwnLife.java",
                        "if (damping.standsBack()) return;",
                        "if (true) return;",
                        "expect one view"),
                new Rule(
                        "the epoch check",
                        "membership/Membership.java",
                        "else if (record.id().supersedes(row.id())) {",
                        "else if (!record.id().equals(row.id())) {",
                        "member-histories"),
                new Rule(
                        "the tombstone",
                        "membership/Tombstones.java",
                        "return (tombstone != null && tombstone",
                        "return false && (tombstone != null && tombstone",
                        "was removed"),
                new Rule(
                        "the replay window",
                        "stack/ReplayWindow.java",
                        "return top - counter < SIZE &&",
                        "return true ||",
                        "frames-once"),
                new Rule(
                        "the transmit limit",
                        "membership/MembershipConfig.java",
                        "StrictMath.ceil(lambda * StrictMath.log(n + 1.0))",
                        "1e9",
                        "expect rest"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_switched_off_is_found_out(Rule rule, @TempDir Path folder) throws IOException {
        try (Mutant mutant = new Mutant(folder, rule.file(), rule.line(), rule.instead())) {
            @SuppressWarnings("unchecked")
            LongFunction<String> violations = mutant.make(Violations.class, LongFunction.class);
            long seed = 0;
            while (seed < SEEDS && !violations.apply(seed).contains(rule.found())) seed++;
            assertThat(seed).as("the seed that finds out that %s is off", rule).isLessThan(SEEDS);
        }
    }
}
