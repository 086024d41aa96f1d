package io.hearsay.sim;

import java.util.ArrayList;
import java.util.List;

/** One run of a scenario. */
final class Telling {
    /** What a handler throws is one more violation, and the end of the run. */
    private static final Invariant UNBROKEN = () -> "nothing-breaks";

    private static final int MAX_BOOKKEPT_NODES = 2_000;

    private final Scenario scenario;
    private final World world;

    Telling(Scenario scenario, WorldConfig config) {
        this.scenario = scenario;
        this.world = new World(config);
    }

    Outcome run() {
        scenario.network().accept(world.network());
        world.watch(new FrameSizes());
        if (scenario.nodes() <= MAX_BOOKKEPT_NODES) {
            world.watch(new MemberHistories());
            world.watch(new FramesOnce());
            world.watch(new EventsOnce());
            boolean probes = scenario.config().heartbeats().isEmpty();
            if (probes) world.watch(new OwnIncarnations());
            if (probes) world.watch(TrueAccusers.of(scenario.config()));
        }
        world.onEvent(FullNodes::obey);
        addNodes();
        for (Scenario.Timed timed : scenario.steps()) world.after(timed.at(), () -> take(timed.step()));
        return outcome(tell());
    }

    private void addNodes() {
        FullNodes program =
                new FullNodes(scenario.config(), scenario.start().seeds().addresses());
        List<SimNode> nodes = new ArrayList<>();
        for (int i = 1; i <= scenario.nodes(); i++) nodes.add(world.node("n" + i, program));
        double within = scenario.start().within().toNanos();
        for (SimNode node : nodes) world.after((long) (world.chance().nextDouble() * within), node::start);
    }

    private void take(Step step) {
        if (world.trace().isWritten()) world.trace().line(world.nowNanos(), "-- " + step);
        step.action().accept(world);
    }

    private List<Violation> tell() {
        try {
            world.run(scenario.length());
            return world.end();
        } catch (AssertionError e) {
            world.violated(UNBROKEN, null, String.valueOf(e.getMessage()));
            return world.violations();
        }
    }

    private Outcome outcome(List<Violation> violations) {
        return new Outcome(
                scenario.name(),
                world.config().seed(),
                scenario.nodes(),
                world.nowNanos() / 1e9,
                world.counts().frames(),
                world.counts().events(),
                violations,
                world.trace().hashText());
    }
}
