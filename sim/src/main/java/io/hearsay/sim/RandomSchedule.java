package io.hearsay.sim;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A scenario drawn from a seed: 2 to 32 nodes that start in some way and then suffer loss, duplication, reordering,
 * partitions, cuts, clogs, pauses, stalls, crashes, restarts, leaves and removals by command, several at once, while
 * events are published; at last the network is calm and all run again, and there has to be one view, and then rest.
 *
 * <p>The schedule's chance and the world's are different, so that a schedule can be kept while the run's seed changes.
 */
public final class RandomSchedule {
    private static final Duration TROUBLE_BEGINS = Duration.ofSeconds(5);
    private static final Duration TROUBLE_ENDS = Duration.ofSeconds(90);
    private static final Duration CALM = Duration.ofSeconds(100);
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(60);
    private static final Duration REST_WITHIN = Duration.ofSeconds(10);
    /**
     * Two for the own probe and two for those of others come to four; watch links and comparisons come now and then.
     */
    private static final double FRAMES_AT_REST = 8;

    private final SplittableRandom random;
    private final int nodes;
    private Scenario scenario;

    private RandomSchedule(long seed, int nodes) {
        this.random = new SplittableRandom(seed);
        this.nodes = nodes > 0 ? nodes : 2 + random.nextInt(31);
        this.scenario = Scenario.named("random").withNodes(this.nodes);
    }

    /** Draws a schedule, and how many nodes there are. */
    public static Scenario of(long seed) {
        return of(seed, 0);
    }

    /**
     * Draws a schedule.
     *
     * @param nodes how many nodes; 0: as many as chance wants
     */
    public static Scenario of(long seed, int nodes) {
        return new RandomSchedule(seed, nodes).draw();
    }

    private Scenario draw() {
        scenario = scenario.withStart(new Scenario.Start(
                chance(0.5) ? Scenario.Seeds.FIRST_THREE : Scenario.Seeds.CHAIN,
                Duration.ofMillis(random.nextInt(3000))));
        if (chance(0.3)) wideLatency();
        int troubles = 1 + random.nextInt(10);
        for (int i = 0; i < troubles; i++) trouble();
        int events = random.nextInt(20);
        for (int i = 0; i < events; i++)
            at(moment(TROUBLE_BEGINS, CALM), Expectations.publish(oneNode(), "news", random.nextInt(2_000)));
        scenario = scenario.at(CALM, Faults.calm())
                .at(CALM, Faults.start(Nodes.all()))
                .at(CALM, Expectations.oneView(HEALED_WITHIN))
                .at(CALM.plus(HEALED_WITHIN), Expectations.atRest(FRAMES_AT_REST, REST_WITHIN));
        return scenario.lasting(CALM.plus(HEALED_WITHIN).plus(REST_WITHIN).plusSeconds(2));
    }

    private void wideLatency() {
        double sigma = 0.2 + random.nextDouble();
        Duration median = Duration.ofNanos(200_000 + random.nextInt(10_000_000));
        scenario = scenario.withNetwork(network -> network.latency(Latency.logNormal(median, sigma)));
    }

    private void trouble() {
        Duration from = moment(TROUBLE_BEGINS, TROUBLE_ENDS);
        Duration to = moment(from, TROUBLE_ENDS.plusSeconds(5));
        switch (random.nextInt(14)) {
            case 0 -> between(from, Faults.loss(random.nextDouble() * 0.4), to, Faults.loss(0));
            case 1 -> between(from, Faults.duplicate(random.nextDouble() * 0.3), to, Faults.duplicate(0));
            case 2 ->
                between(
                        from,
                        Faults.reorder(random.nextDouble() * 0.5, span(2000)),
                        to,
                        Faults.reorder(0, Duration.ZERO));
            case 3 -> between(from, Faults.partition(List.of(someNodes())), to, Faults.heal());
            case 4 -> pair("cut", from, to, Path::cut);
            case 5 -> pair("clog", from, to, Path::clog);
            case 6 -> pair("reject-streams", from, to, Path::rejectStreams);
            case 7 -> at(from, Faults.pause(oneNode(), span(20_000)));
            case 8 -> at(from, Faults.restart(someNodes(), comeback()));
            case 9 ->
                between(
                        from,
                        chance(0.5) ? Faults.crash(oneNode()) : Faults.crashHost(oneNode()),
                        to,
                        Faults.start(Nodes.all()));
            case 10 -> between(from, Expectations.leave(oneNode()), to, Faults.start(Nodes.all()));
            case 11 -> between(from, Expectations.forget(oneNode(), oneNode()), to, Faults.start(Nodes.all()));
            case 12 -> at(from, Faults.stall(oneNode(), span(8000), span(100), span(40_000)));
            default -> at(from, Faults.clockRate(oneNode(), 0.8 + random.nextDouble() * 0.4));
        }
    }

    private void pair(String verb, Duration from, Duration to, java.util.function.Consumer<Path> change) {
        Nodes a = oneNode();
        Nodes b = chance(0.3) ? Nodes.all() : oneNode();
        between(from, Faults.paths(verb, a, b, change), to, Faults.paths("restore", a, b, Path::restore));
    }

    private Faults.Comeback comeback() {
        Duration clockError = chance(0.5) ? Duration.ZERO : Duration.ofDays(random.nextInt(-365, 366));
        return new Faults.Comeback(chance(0.7), clockError, chance(0.3));
    }

    private void between(Duration from, Step begin, Duration to, Step end) {
        at(from, begin);
        at(to, end);
    }

    private void at(Duration time, Step step) {
        scenario = scenario.at(time, step);
    }

    private Nodes oneNode() {
        return Nodes.number(1 + random.nextInt(nodes));
    }

    private Nodes someNodes() {
        int first = 1 + random.nextInt(nodes);
        return Nodes.numbered(first, Math.min(nodes, first + random.nextInt(nodes)));
    }

    private boolean chance(double ratio) {
        return random.nextDouble() < ratio;
    }

    private Duration span(int mostMillis) {
        return Duration.ofMillis(1 + random.nextInt(mostMillis));
    }

    private Duration moment(Duration from, Duration to) {
        return Duration.ofMillis(random.nextLong(from.toMillis(), to.toMillis() + 1));
    }
}
