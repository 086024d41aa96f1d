package io.hearsay.lab.experiment;

import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import io.hearsay.theory.FanoutLaws;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Infect and die: each forwards once, when it first hears (Kermarrec, Massoulié, Ganesh 2003). */
final class FanoutExperiment implements Experiment {
    private static final int MAX_FANOUT = 64;

    @Override
    public String name() {
        return "fanout";
    }

    @Override
    public String about() {
        return "Infect and die: how often all are reached, and how many, when each node forwards once.";
    }

    @Override
    public int usualNodes() {
        return 1000;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("fanout", "8", "1..64", "To how many; a fraction with --poisson."),
                new Flag("poisson", "false", "", "Each node draws its own fan-out, with that mean."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        double fanout = settings.number("fanout", 0.1, MAX_FANOUT);
        boolean poisson = settings.isOn("poisson");
        if (!poisson && fanout != Math.rint(fanout))
            throw new LabException("--fanout must be a whole number unless --poisson is given, was " + fanout);
        Epidemic epidemic = new Epidemic(
                        nodes,
                        chance -> forwarding(poisson ? poisson(fanout, chance) : (int) fanout),
                        Space.complete(nodes))
                .untilSilent();
        return seed -> sample(epidemic.run(seed), nodes);
    }

    /** Blind, k = 1: one round of so many contacts, and interest is lost; none at all, and it is lost as well. */
    static RumorConfig forwarding(int fanout) {
        RumorConfig config = RumorConfig.classic(Exchange.PUSH)
                .withStopping(new Stopping(false, Rule.COUNTER, 1, false, false, false));
        return config.withRounds(config.rounds().withFanout(Math.min(fanout, MAX_FANOUT)));
    }

    private static int poisson(double mean, SplittableRandom random) {
        double left = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > left; product *= random.nextDouble()) count++;
        return count;
    }

    private static Sample sample(Epidemic.Course course, int nodes) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("reachedAll", course.reached() == nodes ? 1.0 : 0.0);
        values.put("reach", course.reached() / (double) nodes);
        return new Sample(values, course.curve(), course.messages(), course.trace());
    }

    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        double fanout = settings.number("fanout", 0.1, MAX_FANOUT);
        double reach = FanoutLaws.reach(fanout);
        return List.of(
                new Expected(
                        "reachedAll",
                        FanoutLaws.reachesAll(nodes, fanout),
                        "exp(-exp(-(f - ln n))), Kermarrec, Massoulié, Ganesh 2003"),
                new Expected(
                        "reach",
                        settings.isOn("poisson") ? reach * reach : reach,
                        "p = 1 - exp(-f p) once it has taken off"
                                + (settings.isOn("poisson") ? ", which it does with p" : "")));
    }

    @Override
    public String curveTitle() {
        return "fraction that has heard";
    }
}
