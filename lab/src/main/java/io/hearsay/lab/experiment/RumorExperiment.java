package io.hearsay.lab.experiment;

import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorConfig.Conversations;
import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import io.hearsay.theory.RumorLaws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rumor mongering: what the spreaders' loss of interest leaves, and what it costs (Demers 1987, 1.4). */
final class RumorExperiment implements Experiment {
    private enum Interest {
        FEEDBACK,
        BLIND
    }

    private enum Stop {
        COUNTER,
        COIN
    }

    private enum Timing {
        CYCLE,
        ASYNC
    }

    @Override
    public String name() {
        return "rumor";
    }

    @Override
    public String about() {
        return "Rumor mongering (Demers 1987): how many never hear a rumor, and how many copies that costs.";
    }

    @Override
    public int usualNodes() {
        return 1000;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("exchange", "push", "push, pull, push-pull", "Who sends: the caller, the called, or both."),
                new Flag("interest", "feedback", "feedback, blind", "Whether only useless contacts count."),
                new Flag("stop", "counter", "counter, coin", "After k that count, or each time with chance 1/k."),
                new Flag("k", "1", "1..14", "How many, or one in how many."),
                new Flag("reset", "true", "", "A useful contact sets the counter back; off with push-pull."),
                new Flag("minimise", "false", "", "Of two spreaders only the lower counter counts (push-pull)."),
                new Flag(
                        "connection-limit",
                        "0",
                        "0..1000",
                        "Most conversations a node accepts a cycle; 0: any number."),
                new Flag("hunt", "0", "0..64", "How many others a refused caller tries in the same cycle."),
                new Flag("fanout", "1", "1..64", "Peers called each cycle."),
                new Flag("loss", "0", "0..1, or percent", "Share of packets lost."),
                new Flag("timing", "cycle", "cycle, async", "All in step, or one contact judged after the other."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        RumorConfig config = config(settings);
        Epidemic epidemic = new Epidemic(nodes, chance -> config, Space.complete(nodes))
                .loss(settings.ratio("loss"), LossOf.PACKET);
        if (isAsynchronous(settings)) epidemic.instantly();
        return seed -> sample(epidemic.run(seed), nodes);
    }

    private static boolean isAsynchronous(Settings settings) {
        return settings.choice("timing", Timing.class) == Timing.ASYNC;
    }

    private static RumorConfig config(Settings settings) {
        Exchange exchange = settings.choice("exchange", Exchange.class);
        int limit = settings.count("connection-limit", 0, 1000);
        int hunt = settings.count("hunt", 0, 64);
        if (settings.isOn("minimise") && exchange != Exchange.PUSH_PULL)
            throw new LabException("--minimise needs --exchange push-pull");
        if (hunt > 0 && limit == 0) throw new LabException("--hunt needs a --connection-limit");
        RumorConfig config = RumorConfig.classic(exchange)
                .withStopping(stopping(settings, exchange))
                .withConversations(new Conversations(true, limit, hunt));
        config = config.withRounds(config.rounds().withFanout(settings.count("fanout", 1, 64)));
        if (!isAsynchronous(settings)) return config;
        return config.withConversations(new Conversations(false, limit, hunt))
                .withRounds(config.rounds().withJitter(1));
    }

    private static Stopping stopping(Settings settings, Exchange exchange) {
        boolean feedback = settings.choice("interest", Interest.class) == Interest.FEEDBACK;
        Rule rule = settings.choice("stop", Stop.class) == Stop.COUNTER ? Rule.COUNTER : Rule.COIN;
        boolean reset = settings.isOn("reset") && exchange != Exchange.PUSH_PULL;
        return new Stopping(feedback, rule, settings.count("k", 1, 14), reset, settings.isOn("minimise"), false);
    }

    private static Sample sample(Epidemic.Course course, int nodes) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("residue", 1 - course.reached() / (double) nodes);
        values.put("traffic", course.copies() / (double) nodes);
        values.put("tAvg", course.meanArrival());
        values.put("tLast", course.lastArrival());
        return new Sample(values, course.curve(), course.messages(), course.trace());
    }

    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        List<Expected> theory = new ArrayList<>();
        if (settings.choice("exchange", Exchange.class) != Exchange.PUSH || settings.ratio("loss") > 0) return theory;
        boolean coin = settings.choice("stop", Stop.class) == Stop.COIN
                && settings.choice("interest", Interest.class) == Interest.FEEDBACK;
        if (coin && isAsynchronous(settings))
            theory.add(new Expected(
                    "residue",
                    RumorLaws.residueOfCoin(settings.count("k", 1, 14)),
                    "s = exp(-(k+1)(1-s)), Demers 1987, 1.4"));
        else if (settings.count("connection-limit", 0, 1000) == 0 && measured.containsKey("traffic"))
            theory.add(new Expected(
                    "residue",
                    RumorLaws.residueOfPush(measured.get("traffic").mean()),
                    "s = exp(-m) at the measured traffic m, Demers 1987, 1.4"));
        return theory;
    }

    @Override
    public String curveTitle() {
        return "fraction that has heard";
    }
}
