package io.hearsay.sim;

import io.hearsay.Event;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Steps that expect something of full nodes, and commands to them. What is not met is a violation. */
public final class Expectations {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_CHANGES = 2;

    private Expectations() {}

    /** A rule that a scenario states for itself. */
    private record Expected(String name) implements Invariant {}

    /**
     * Something is so within this time.
     *
     * @param missing says what is missing; empty when it is so
     */
    public static Step expect(String what, Function<World, String> missing, Duration within) {
        Expected rule = new Expected("expect " + what);
        return new Step(
                "expect: " + what + ", within: " + Faults.text(within),
                world -> await(world, rule, missing, world.nowNanos() + within.toNanos()));
    }

    private static void await(World world, Expected rule, Function<World, String> missing, long deadline) {
        String found = missing.apply(world);
        if (found.isEmpty()) return;
        long left = deadline - world.nowNanos();
        if (left <= 0) world.violated(rule, null, found);
        else world.after(Math.min(left, POLL.toNanos()), () -> await(world, rule, missing, deadline));
    }

    /** All that run see just those alive that run. */
    public static Step oneView(Duration within) {
        return expect("one view", FullNodes::disagreement, within);
    }

    /**
     * The network is at rest: for a second, no more frames than probes need.
     *
     * @param framesPerNode in that second; probing alone takes two or so
     */
    public static Step atRest(double framesPerNode, Duration within) {
        Expected rule = new Expected("expect rest");
        return new Step(
                "expect: rest, frames: " + framesPerNode + ", within: " + Faults.text(within),
                world -> awaitRest(world, rule, framesPerNode, world.nowNanos() + within.toNanos()));
    }

    private static void awaitRest(World world, Expected rule, double framesPerNode, long deadline) {
        long before = world.counts().frames();
        world.after(Duration.ofSeconds(1), () -> {
            long frames = world.counts().frames() - before;
            long nodes = world.nodes().stream().filter(SimNode::isUp).count();
            if (frames <= framesPerNode * nodes) return;
            if (world.nowNanos() >= deadline)
                world.violated(rule, null, frames + " frames in a second, of " + nodes + " nodes");
            else awaitRest(world, rule, framesPerNode, deadline);
        });
    }

    /** All others that run believe this of these. */
    public static Step believed(Nodes subjects, MemberState state, Duration within) {
        return believed(state.name().toLowerCase(Locale.ROOT) + ", of: " + subjects, subjects, state, within);
    }

    /** All others that run no longer know these. */
    public static Step removed(Nodes subjects, Duration within) {
        return believed("removed, of: " + subjects, subjects, null, within);
    }

    private static Step believed(String what, Nodes subjects, @Nullable MemberState state, Duration within) {
        Step step = expect(what, world -> unbelieving(world, subjects.of(world), state), within);
        return new Step(step.words(), subjects.leastNodes(), step.action());
    }

    private static String unbelieving(World world, List<SimNode> subjects, @Nullable MemberState state) {
        for (SimNode observer : world.nodes())
            for (SimNode subject : subjects) {
                if (!observer.isUp() || subjects.contains(observer)) continue;
                MemberState seen = FullNodes.stateOf(observer, subject.name());
                if (seen != state) return observer + " believes " + subject + " " + (seen == null ? "removed" : seen);
            }
        return "";
    }

    /** Nobody gives up a process that runs, from now on for this time. */
    public static Step noFalseDeaths(Duration time) {
        Expected rule = new Expected("no false deaths");
        return new Step("forbid: deaths, for: " + Faults.text(time), world -> {
            long end = world.nowNanos() + time.toNanos();
            world.onEvent((node, event) -> {
                if (world.nowNanos() <= end) judge(rule, node, event);
            });
        });
    }

    /** Nobody changes its mind about one of these more than twice, from now on for this time. */
    public static Step noFlapping(Nodes subjects, Duration time) {
        Expected rule = new Expected("no flapping");
        return new Step(
                "forbid: flapping, of: " + subjects + ", for: " + Faults.text(time), subjects.leastNodes(), world -> {
                    long end = world.nowNanos() + time.toNanos();
                    List<String> names =
                            subjects.of(world).stream().map(SimNode::name).toList();
                    Map<String, Integer> changes = new HashMap<>();
                    world.onEvent((node, event) -> {
                        String name = world.nowNanos() > end ? "" : changedName(event);
                        if (names.contains(name)
                                && changes.merge(node.name() + ' ' + name, 1, Integer::sum) == MOST_CHANGES + 1)
                            world.violated(rule, node, "changed its mind about " + name + " again: " + event);
                    });
                });
    }

    /** About whom an observer changes its mind; empty if about nobody. */
    private static String changedName(Event event) {
        if (event instanceof MemberEvent.Suspected suspected)
            return suspected.member().name();
        if (event instanceof MemberEvent.Recovered recovered)
            return recovered.member().name();
        if (event instanceof MemberEvent.Died died) return died.member().name();
        if (event instanceof MemberEvent.Returned returned)
            return returned.member().name();
        return "";
    }

    private static void judge(Expected rule, SimNode node, Event event) {
        if (!(event instanceof MemberEvent.Died died)) return;
        for (SimNode other : node.world().nodes())
            if (other.isUp()
                    && FullNodes.of(other).self().id().equals(died.member().id()))
                node.world().violated(rule, node, "gave up " + died.member().id() + ", which runs: " + died.why());
    }

    // Commands.

    /** Each publishes an event of so many bytes, if it runs. */
    public static Step publish(Nodes nodes, String topic, int sizeBytes) {
        return new Step(
                "publish: " + nodes + ", topic: " + topic + ", bytes: " + sizeBytes,
                nodes.leastNodes(),
                world -> nodes.of(world).stream()
                        .filter(SimNode::isUp)
                        .forEach(node ->
                                node.execute(() -> FullNodes.of(node).rumors().publish(topic, new byte[sizeBytes]))));
    }

    /** Says goodbye; the process ends when that is done. */
    public static Step leave(Nodes nodes) {
        return new Step(
                "leave: " + nodes,
                world -> nodes.of(world).stream()
                        .filter(SimNode::isUp)
                        .forEach(node -> node.execute(() -> FullNodes.of(node).leave())));
    }

    /** Removes members for good, by a command at one that runs. */
    public static Step forget(Nodes subjects, Nodes by) {
        return new Step("forget: " + subjects + ", by: " + by, Nodes.leastOf(List.of(subjects, by)), world -> {
            SimNode commander =
                    by.of(world).stream().filter(SimNode::isUp).findFirst().orElse(null);
            if (commander == null) return;
            for (SimNode subject : subjects.of(world))
                if (subject != commander)
                    commander.execute(() -> FullNodes.of(commander).forget(subject.name()));
        });
    }
}
