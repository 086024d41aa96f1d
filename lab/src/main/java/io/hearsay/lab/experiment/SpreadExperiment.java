package io.hearsay.lab.experiment;

import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorConfig.Conversations;
import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import io.hearsay.theory.SimpleEpidemic;
import io.hearsay.theory.SpatialChoice;
import io.hearsay.theory.Style;
import io.hearsay.theory.SynchronousChain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Simple epidemics: everybody keeps telling until all know (Demers 1987, 1.3; Pittel 1987; Karp et al. 2000). */
final class SpreadExperiment implements Experiment {
    @Override
    public String name() {
        return "spread";
    }

    @Override
    public String about() {
        return "Anti-entropy (SI): how many cycles until everybody knows, and what that puts on the links.";
    }

    @Override
    public int usualNodes() {
        return 1024;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag(
                        "exchange",
                        "push-pull",
                        "push, pull, push-pull",
                        "Who sends: the caller, the called, or both."),
                new Flag("answer-limit", "0", "0..1000", "Calls a node answers a cycle; 0: all."),
                new Flag("loss", "0", "0..1, or percent", "Share lost."),
                new Flag(
                        "loss-of",
                        "call",
                        "call, answer, packet",
                        "What is lost: whole exchanges, answers, or packets."),
                new Flag(
                        "space",
                        "complete",
                        "complete, ring, grid, zones, FILE",
                        "Where nodes stand; FILE holds an edge a line."),
                new Flag("zones", "4", "2..1000", "With --space zones: how many, all of one size."),
                new Flag("distance-exponent", "0", "0..10", "How partners thin out with distance."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        RumorConfig config = RumorConfig.classic(settings.choice("exchange", Exchange.class))
                .withStopping(new Stopping(false, Rule.NEVER, 1, false, false, false))
                .withConversations(new Conversations(true, settings.count("answer-limit", 0, 1000), 0));
        Space space = space(nodes, settings);
        Epidemic epidemic = new Epidemic(nodes, chance -> config, space).loss(settings.ratio("loss"), loss(settings));
        return seed -> sample(epidemic.run(seed), space);
    }

    private static LossOf loss(Settings settings) {
        return settings.ratio("loss") == 0 ? LossOf.PACKET : settings.choice("loss-of", LossOf.class);
    }

    private static Space space(int nodes, Settings settings) {
        double exponent = settings.number("distance-exponent", 0, 10);
        return switch (settings.text("space")) {
            case "complete" -> complete(nodes, exponent);
            case "ring" -> Space.ring(nodes, exponent);
            case "grid" -> Space.grid(nodes, exponent);
            case "zones" -> zones(nodes, settings, exponent);
            default -> GraphSpace.read(Path.of(settings.text("space")), nodes, exponent);
        };
    }

    private static Space complete(int nodes, double exponent) {
        refuseDistances(exponent);
        return Space.complete(nodes);
    }

    private static Space zones(int nodes, Settings settings, double exponent) {
        refuseDistances(exponent);
        return Space.zones(nodes, settings.count("zones", 2, 1000));
    }

    private static void refuseDistances(double exponent) {
        if (exponent > 0)
            throw new LabException("--distance-exponent needs a --space with distances: ring, grid, FILE");
    }

    private static Sample sample(Epidemic.Course course, Space space) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rounds", course.lastArrival());
        values.put("tAvg", course.meanArrival());
        values.put("linkTraffic", course.crossed() / (double) space.links() / (course.cycles() + 0.0));
        return new Sample(values, course.curve(), course.messages(), course.trace());
    }

    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        List<Expected> theory = new ArrayList<>();
        Style style = style(settings);
        double q = 1 - settings.ratio("loss");
        boolean complete = settings.text("space").equals("complete");
        boolean limited = settings.count("answer-limit", 0, 1000) > 0;
        if (settings.text("space").equals("ring"))
            theory.add(new Expected(
                    "linkTraffic",
                    SpatialChoice.linkTraffic(nodes, settings.number("distance-exponent", 0, 10)),
                    "mean distance of a partner, Demers 1987, 3"));
        if (settings.text("space").equals("zones"))
            theory.add(new Expected("linkTraffic", 1, "conversations that leave a zone, van Renesse et al. 1998"));
        if (!complete || limited || q < 1 && loss(settings) != LossOf.CALL) return theory;
        if (q == 1 && nodes <= SynchronousChain.MAX_NODES)
            theory.add(
                    new Expected("rounds", new SynchronousChain(style, nodes, 1).meanCycles(), "exact Markov chain"));
        else
            theory.add(new Expected(
                    "rounds",
                    q == 1 ? SimpleEpidemic.cycles(style, nodes) : SimpleEpidemic.leadingCycles(style, nodes, q),
                    q == 1
                            ? "leading term and measured constant, Pittel 1987, Karp et al. 2000"
                            : "leading term; the mean lies 1 to 3 above, Doerr, Kostrygin 2017"));
        return theory;
    }

    private static Style style(Settings settings) {
        return Style.valueOf(settings.choice("exchange", Exchange.class).name());
    }

    @Override
    public String curveTitle() {
        return "fraction that knows";
    }

    @Override
    public List<Double> expectedCurve(int nodes, Settings settings, int length) {
        boolean mixed = settings.text("space").equals("complete") && settings.count("answer-limit", 0, 1000) == 0;
        if (!mixed || settings.ratio("loss") > 0 && loss(settings) != LossOf.CALL) return List.of();
        List<Double> curve = new ArrayList<>(length);
        double ignorant = 1 - 1.0 / nodes;
        for (int cycle = 0; cycle < length; cycle++) {
            curve.add(1 - ignorant);
            ignorant = SimpleEpidemic.ignorantAfter(style(settings), ignorant, 1 - settings.ratio("loss"));
        }
        return curve;
    }
}
