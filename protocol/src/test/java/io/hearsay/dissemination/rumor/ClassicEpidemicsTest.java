package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.dissemination.rumor.RumorConfig.Conversations;
import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The published figures of rumor mongering, from the very class that nodes run. */
class ClassicEpidemicsTest {
    private static final int N = 1000;

    /** One epidemic: the fraction never reached, copies per node, the last and the mean cycle of arrival. */
    record Outcome(double residue, double traffic, double lastCycle, double meanCycle) {}

    @Test
    void push_feedback_counter_is_as_published() {
        List<Outcome> k1 = runs(60, N, stopping(Exchange.PUSH, true, Rule.COUNTER, 1, true));
        assertMean(k1, Outcome::residue, 0.174);
        assertMean(k1, Outcome::traffic, 1.745);
        assertMean(k1, Outcome::lastCycle, 16.8);
        List<Outcome> k2 = runs(40, N, stopping(Exchange.PUSH, true, Rule.COUNTER, 2, true));
        assertMean(k2, Outcome::residue, 0.0370);
        assertMean(k2, Outcome::traffic, 3.30);
    }

    @Test
    void push_blind_coin_is_as_published() {
        List<Outcome> k2 = runs(40, N, stopping(Exchange.PUSH, false, Rule.COIN, 2, false));
        assertMean(k2, Outcome::residue, 0.205);
        assertMean(k2, Outcome::traffic, 1.59);
        assertMean(k2, Outcome::lastCycle, 32.8);
    }

    @Test
    void pull_feedback_counter_is_as_published() {
        List<Outcome> k1 = runs(30, N, stopping(Exchange.PULL, true, Rule.COUNTER, 1, true));
        assertMean(k1, Outcome::residue, 0.0316);
        assertMean(k1, Outcome::traffic, 2.70);
        assertMean(k1, Outcome::meanCycle, 10.2);
    }

    @Test
    void push_pull_is_as_published_with_and_without_minimisation() {
        Stopping stopping = new Stopping(true, Rule.COUNTER, 2, false, false, false);
        RumorConfig plain = RumorConfig.classic(Exchange.PUSH_PULL).withStopping(stopping);
        assertMean(runs(40, N, plain), Outcome::traffic, 3.92);
        Stopping minimised = new Stopping(true, Rule.COUNTER, 2, false, true, false);
        List<Outcome> outcomes = runs(40, N, plain.withStopping(minimised));
        assertMean(outcomes, Outcome::traffic, 4.06);
        assertMean(outcomes, Outcome::residue, 8e-5);
    }

    @Test
    void the_median_counter_sends_as_much_as_published() {
        assertMean(runs(60, 1024, median(2)), Outcome::traffic, 7.07);
        List<Outcome> three = runs(10, 1024, median(3));
        assertMean(three, Outcome::traffic, 12.24);
        assertThat(three).allMatch(outcome -> outcome.residue() == 0);
    }

    /**
     * Judged one contact after the other, residue obeys s = exp(-(k+1)(1-s)): Maki and Thompson's constant at k = 1.
     */
    @Test
    void asynchronous_coin_obeys_its_law() {
        RumorConfig config = stopping(Exchange.PUSH, true, Rule.COIN, 1, false);
        config = config.withConversations(Conversations.free())
                .withRounds(config.rounds().withJitter(1));
        assertMean(runs(40, N, config, Duration.ofNanos(1000)), Outcome::residue, 0.2032);
    }

    /** Infect and die: P(all reached) follows exp(-exp(-(f - ln n))), and the reach solves p = 1 - exp(-f p). */
    @Test
    void infect_and_die_obeys_the_fanout_laws() {
        List<Outcome> eight = runs(150, N, fanout(8));
        double reachedAll =
                eight.stream().filter(outcome -> outcome.residue() == 0).count() / 150.0;
        assertThat(reachedAll).isBetween(0.715 - 3 * 0.037, 0.715 + 3 * 0.037);
        assertMean(runs(20, N, fanout(2)), Outcome::residue, 1 - 0.7968);
        assertMean(runs(20, N, fanout(4)), Outcome::residue, 1 - 0.9802);
    }

    @Test
    void simple_epidemics_take_as_many_cycles_as_published() {
        assertMean(runs(25, 1024, simple(Exchange.PUSH)), Outcome::lastCycle, 18.11);
        assertMean(runs(25, 1024, simple(Exchange.PULL)), Outcome::lastCycle, 13.82);
        assertMean(runs(25, 1024, simple(Exchange.PUSH_PULL)), Outcome::lastCycle, 9.17);
    }

    @Test
    void push_pull_with_one_answered_call_takes_as_many_cycles_as_published() {
        RumorConfig config = simple(Exchange.PUSH_PULL).withConversations(new Conversations(true, 1, 0));
        assertMean(runs(25, 1024, config), Outcome::lastCycle, 13.22);
    }

    /**
     * Useless pushes are what a busy partner refuses, so push gains from a limit: ln s falls by 1.58 per unit of m, not
     * 1.
     */
    @Test
    void a_connection_limit_makes_push_better() {
        RumorConfig config = stopping(Exchange.PUSH, true, Rule.COUNTER, 3, true);
        List<Outcome> limited = runs(30, N, limited(config, 0));
        assertThat(mean(limited, Outcome::residue)).isLessThan(0.6 * Math.exp(-mean(limited, Outcome::traffic)));
    }

    @Test
    void hunting_gives_push_pull_back_what_a_connection_limit_takes() {
        RumorConfig config = stopping(Exchange.PUSH_PULL, true, Rule.COUNTER, 1, false);
        double free = mean(runs(10, N, config), Outcome::residue);
        assertThat(mean(runs(10, N, limited(config, 0)), Outcome::residue)).isGreaterThan(2 * free);
        assertThat(mean(runs(10, N, limited(config, 4)), Outcome::residue)).isLessThan(1.3 * free);
    }

    /**
     * Who hunts until accepted meets one partner and is met by one: a permutation, where calling and being called are
     * one.
     */
    @Test
    void with_endless_hunting_push_and_pull_become_one() {
        for (Exchange exchange : List.of(Exchange.PUSH, Exchange.PULL)) {
            List<Outcome> outcomes = runs(15, N, limited(stopping(exchange, true, Rule.COUNTER, 2, true), 30));
            assertThat(mean(outcomes, Outcome::residue)).isBetween(0.009, 0.014);
            assertThat(mean(outcomes, Outcome::traffic)).isBetween(3.10, 3.15);
        }
    }

    private static RumorConfig stopping(Exchange exchange, boolean feedback, Rule rule, int k, boolean reset) {
        return RumorConfig.classic(exchange).withStopping(new Stopping(feedback, rule, k, reset, false, false));
    }

    private static RumorConfig limited(RumorConfig config, int hunt) {
        return config.withConversations(new Conversations(true, 1, hunt));
    }

    private static RumorConfig median(int ctrMax) {
        return stopping(Exchange.PUSH_PULL, true, Rule.MEDIAN_COUNTER, ctrMax, false);
    }

    private static RumorConfig simple(Exchange exchange) {
        return stopping(exchange, false, Rule.NEVER, 1, false);
    }

    private static RumorConfig fanout(int fanout) {
        RumorConfig config = stopping(Exchange.PUSH, false, Rule.COUNTER, 1, false);
        return config.withRounds(config.rounds().withFanout(fanout));
    }

    private static List<Outcome> runs(int runs, int size, RumorConfig config) {
        return runs(runs, size, config, Duration.ofMillis(10));
    }

    private static List<Outcome> runs(int runs, int size, RumorConfig config, Duration delay) {
        SplittableRandom seeds = new SplittableRandom(1987);
        List<Outcome> outcomes = new ArrayList<>();
        boolean endless = config.stopping().rule() == Rule.NEVER;
        for (int i = 0; i < runs; i++)
            outcomes.add(spread(new RumorWorld(size, config, delay, 0, seeds.nextLong()), endless));
        return outcomes;
    }

    /** One cycle is a second, so that a message and all its answers arrive within the cycle. */
    private static Outcome spread(RumorWorld world, boolean endless) {
        world.nodes.get(0).mill.publish("t", new byte[0]);
        do world.run(Duration.ofSeconds(1));
        while (endless ? world.heard() < world.nodes.size() : world.infective() > 0);
        double last = 0;
        double sum = 0;
        for (RumorWorld.Node node : world.nodes) {
            double cycle = node.heardNanos.isEmpty() ? 0 : Math.floor(node.heardNanos.get(0) / 1e9);
            last = Math.max(last, cycle);
            sum += cycle;
        }
        double size = world.nodes.size();
        return new Outcome(1 - world.heard() / size, world.copiesSent() / size, last, sum / world.heard());
    }

    private static double mean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure) {
        return outcomes.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** Within three standard errors and half a unit of the third digit. */
    private static void assertMean(List<Outcome> outcomes, ToDoubleFunction<Outcome> figure, double published) {
        double mean = mean(outcomes, figure);
        double variance = mean(outcomes, outcome -> Math.pow(figure.applyAsDouble(outcome) - mean, 2));
        double error = Math.sqrt(variance / (outcomes.size() - 1));
        assertThat(mean).isBetween(published * 0.997 - 3 * error, published * 1.003 + 3 * error);
    }
}
