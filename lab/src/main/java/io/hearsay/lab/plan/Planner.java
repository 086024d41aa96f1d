package io.hearsay.lab.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Chooses knobs for a wish, each for one part of it: the period for detection and bytes at rest, the fan-out of events
 * for delivery and reliability, that of membership for deaths being known to all.
 *
 * <p>What is not asked for stays as the profile has it. The budget binds: where it stands against detection, detection
 * yields. A wish that cannot be had gets the nearest thing, and is named.
 */
public final class Planner {
    /** Unless asked otherwise two events in a thousand may wait for repair: a fifth of what a p99 leaves open. */
    private static final double USUAL_RELIABILITY = 0.998;

    private static final double USUAL_MEMBERSHIP_RELIABILITY = 0.99;

    /** All are to know of a death so many gossip rounds after the first wave, with the wished reliability. */
    private static final int ROUNDS_AFTER_WAVE = 2;

    private static final int MOST_FANOUT = 8;
    private static final int MOST_MEMBERSHIP_FANOUT = 16;
    private static final Duration LEAST_PERIOD = Duration.ofMillis(100);
    private static final Duration MOST_PERIOD = Duration.ofHours(1);

    /** What a node's own scheduling may add to a round trip before a probe is given up. */
    private static final double SLACK_SECONDS = 0.02;

    /** What the agent accepts as a cap. */
    private static final long LEAST_BUDGET = 16 << 10;

    private static final double ROUND_TRIPS_PER_PROBE = 3;

    private final Wish wish;
    private final Network network;
    private final Machine machine;
    private final List<Shortfall> shortfalls = new ArrayList<>();

    private Planner(Wish wish, Machine machine) {
        this.wish = wish;
        this.network = wish.network();
        this.machine = machine;
    }

    /** Chooses for nodes with hosts of their own. */
    public static Choice choose(Wish wish) {
        return choose(wish, Machine.each());
    }

    /** Chooses for nodes that share a machine; what is said of them counts that in. */
    public static Choice choose(Wish wish, Machine machine) {
        return new Planner(wish, machine).choose();
    }

    private Choice choose() {
        Knobs knobs = withFanout(withMembershipFanout(Knobs.usual(network)));
        knobs = withPeriod(knobs);
        if (wish.budget().isPresent())
            knobs = knobs.withBudget(Math.max(LEAST_BUDGET, wish.budget().getAsLong()));
        return new Choice(wish, knobs, forecast(knobs), List.copyOf(shortfalls));
    }

    private Forecast forecast(Knobs knobs) {
        return theory(knobs).forecast();
    }

    private Theory theory(Knobs knobs) {
        return new Theory(network, knobs.config(), machine);
    }

    private double membershipReliability() {
        return wish.reliability().orElse(USUAL_MEMBERSHIP_RELIABILITY);
    }

    private double reliability() {
        return wish.reliability().orElse(USUAL_RELIABILITY);
    }

    private Knobs withMembershipFanout(Knobs knobs) {
        int fanout = knobs.membershipFanout();
        while (fanout < MOST_MEMBERSHIP_FANOUT
                && theory(knobs.withMembershipFanout(fanout)).killedKnownWithin(ROUNDS_AFTER_WAVE)
                        < membershipReliability()) fanout++;
        return knobs.withMembershipFanout(fanout);
    }

    // Events.

    private Knobs withFanout(Knobs knobs) {
        int fanout = knobs.fanout();
        while (fanout < MOST_FANOUT && !satisfies(forecast(knobs.withFanout(fanout)))) fanout++;
        Knobs chosen = knobs.withFanout(fanout);
        Forecast forecast = forecast(chosen);
        if (wish.reliability().isPresent() && forecast.reachesAll() < reliability()) missReliability(forecast);
        wish.deliverWithin().ifPresent(within -> {
            if (forecast.delivery().p99() > within.toNanos() / 1e9) missDelivery(within, forecast);
        });
        return chosen;
    }

    private boolean satisfies(Forecast forecast) {
        boolean soon = wish.deliverWithin()
                .map(within -> forecast.delivery().p99() <= within.toNanos() / 1e9)
                .orElse(true);
        return soon && forecast.reachesAll() >= reliability();
    }

    private void missReliability(Forecast forecast) {
        shortfalls.add(new Shortfall(
                "--reliability",
                Double.toString(reliability()),
                String.format(Locale.ROOT, "%.4g", forecast.reachesAll()),
                String.format(
                        Locale.ROOT,
                        "a node tells at most %d peers of an event, and %.3g of %d nodes are left out by all of them; these"
                                + " wait for repair. Less loss or fewer nodes help",
                        MOST_FANOUT,
                        -StrictMath.log(forecast.reachesAll()),
                        network.nodes())));
    }

    private void missDelivery(Duration within, Forecast forecast) {
        boolean waits = forecast.reachesAll() < 0.99;
        shortfalls.add(new Shortfall(
                "--deliver-within",
                Times.text(within),
                Times.text(forecast.delivery().p99()),
                waits
                        ? String.format(
                                Locale.ROOT,
                                "%.1f %% of events lose copies that nobody repeats and wait for repair, however many peers"
                                        + " are told at once (%d at most). Less loss helps",
                                100 * (1 - forecast.reachesAll()),
                                MOST_FANOUT)
                        : String.format(
                                Locale.ROOT,
                                "%.0f hops of half a round trip of %s each, at the largest fan-out of %d. Nearer nodes or fewer"
                                        + " help",
                                forecast.hops().p99(),
                                Times.text(network.rtt()),
                                MOST_FANOUT)));
    }

    // Detection and bytes.

    private Knobs withPeriod(Knobs usual) {
        Duration wished =
                wish.detectWithin().map(within -> periodFor(within, usual)).orElse(usual.period());
        Duration least = leastPeriod(usual);
        Duration affordable = affordablePeriod(usual);
        Duration period = max(wished, max(least, affordable));
        Knobs chosen = usual.withPeriod(period);
        if (wish.detectWithin().isPresent() && period.compareTo(wished) > 0)
            missDetection(wish.detectWithin().get(), chosen, affordable.compareTo(least) > 0);
        if (affordable.compareTo(MOST_PERIOD) >= 0) missBudget(chosen);
        return chosen;
    }

    /** Detection is linear in the period: what remains of the wish after the spread, over the periods that it takes. */
    private Duration periodFor(Duration within, Knobs usual) {
        double one = detection(usual.withPeriod(Duration.ofSeconds(1)));
        double two = detection(usual.withPeriod(Duration.ofSeconds(2)));
        double slope = two - one;
        double period = (within.toNanos() / 1e9 - (one - slope)) / slope;
        if (period >= usual.period().toNanos() / 1e9) return usual.period();
        return Duration.ofMillis(Math.max(0, (long) Math.floor(period * 100) * 10));
    }

    private double detection(Knobs knobs) {
        return theory(knobs).frozenAll().p99();
    }

    /** A direct probe and its helpers need their round trips, and confirmations have to come within the suspicion. */
    private Duration leastPeriod(Knobs usual) {
        double probe = ROUND_TRIPS_PER_PROBE * network.rttSeconds() + SLACK_SECONDS;
        double direct = usual.probeTimeout().toNanos() / (double) usual.period().toNanos();
        double suspicion = usual.suspicion().toNanos() / (double) usual.period().toNanos();
        double confirmed =
                theory(usual).confirmedAfterSeconds() - usual.period().toNanos() / 1e9;
        double seconds = Math.max(probe / Math.min(direct, 1 - direct), confirmed / (suspicion - 1));
        return max(LEAST_PERIOD, Duration.ofMillis((long) Math.ceil(seconds * 100) * 10));
    }

    private Duration affordablePeriod(Knobs usual) {
        if (wish.budget().isEmpty()) return Duration.ZERO;
        double perSecond = theory(usual).restBytes() * usual.period().toNanos() / 1e9;
        double seconds = perSecond / wish.budget().getAsLong();
        return min(MOST_PERIOD, Duration.ofMillis((long) Math.ceil(Math.min(1e7, seconds) * 100) * 10));
    }

    private void missDetection(Duration within, Knobs chosen, boolean byBudget) {
        shortfalls.add(new Shortfall(
                "--detect-within",
                Times.text(within),
                Times.text(detection(chosen)),
                byBudget
                        ? "--budget: each period costs a ping and an ack, and shorter ones than "
                                + Times.text(chosen.period()) + " cost more than "
                                + wish.budget().orElse(0) + "B a second"
                        : "round trips: a probe, its helpers and those who confirm it need a period of "
                                + Times.text(chosen.period()) + " at a round trip of " + Times.text(network.rtt())
                                + " and " + network.nodes() + " nodes"));
    }

    private void missBudget(Knobs chosen) {
        shortfalls.add(new Shortfall(
                "--budget",
                wish.budget().orElse(0) + "B",
                String.format(Locale.ROOT, "%.2gB", theory(chosen).restBytes()),
                "a member that probes less often than once in " + Times.text(MOST_PERIOD) + " detects nothing"));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
