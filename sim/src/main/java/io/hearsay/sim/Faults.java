package io.hearsay.sim;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Steps that make trouble, or end it. Those that need a running process pass over nodes that do not run. */
public final class Faults {
    private Faults() {}

    // The network.

    /** Splits the network into these groups; nodes in none of them make up one more. */
    public static Step partition(List<Nodes> groups) {
        String words = "partition: " + groups;
        return new Step(
                words,
                world -> world.network()
                        .partition(groups.stream().map(group -> group.of(world)).toList()));
    }

    /** Ends partitions and restores all paths; loss, duplication and reordering of the whole network stay. */
    public static Step heal() {
        return new Step("heal: all", world -> world.network().heal());
    }

    /** Heals, and neither loses, doubles nor holds up datagrams any more. */
    public static Step calm() {
        return new Step("calm: all", world -> world.network().calm());
    }

    /** Loses datagrams everywhere. */
    public static Step loss(double ratio) {
        return new Step("loss: " + ratio, world -> world.network().loss(ratio));
    }

    /** Doubles datagrams everywhere. */
    public static Step duplicate(double ratio) {
        return new Step("duplicate: " + ratio, world -> world.network().duplicate(ratio));
    }

    /** Holds datagrams up everywhere, so that later ones overtake. */
    public static Step reorder(double ratio, Duration most) {
        return new Step(
                "reorder: " + ratio + ", by: " + text(most),
                world -> world.network().reorder(ratio, most));
    }

    /** Another latency everywhere. */
    public static Step latency(String words, Latency latency) {
        return new Step("latency: " + words, world -> world.network().latency(latency));
    }

    /** Changes the ways from each of these to each of those; one direction. */
    public static Step paths(String verb, Nodes from, Nodes to, Consumer<Path> change) {
        return new Step(verb + ": {from: " + from + ", to: " + to + "}", Nodes.leastOf(List.of(from, to)), world -> {
            List<SimNode> targets = to.of(world);
            for (SimNode source : from.of(world))
                for (SimNode target : targets)
                    if (source != target) change.accept(world.network().path(source, target));
        });
    }

    // Nodes.

    /** Processes die (kill -9). */
    public static Step crash(Nodes nodes) {
        return each("crash: ", nodes, "", (world, node) -> node.crash());
    }

    /** Hosts die. */
    public static Step crashHost(Nodes nodes) {
        return each("crash-host: ", nodes, "", (world, node) -> node.crashHost());
    }

    /** Starts those that do not run. */
    public static Step start(Nodes nodes) {
        return each("start: ", nodes, "", (world, node) -> {
            if (!node.isUp()) node.start();
        });
    }

    /** How a node comes back. */
    public record Comeback(boolean diskKept, Duration clockError, boolean elsewhere) {
        /** As it was. */
        public static final Comeback SAME = new Comeback(true, Duration.ZERO, false);
    }

    /** Kills those that run and starts them all again at once. */
    public static Step restart(Nodes nodes, Comeback how) {
        String more = (how.diskKept ? "" : ", disk: wiped")
                + (how.clockError.isZero() ? "" : ", clock: " + text(how.clockError))
                + (how.elsewhere ? ", address: new" : "");
        return each("restart: ", nodes, more, (world, node) -> {
            node.crash();
            if (!how.diskKept) node.wipeDisk();
            if (how.elsewhere) node.moveTo(Addresses.another(node.number(), node.address()));
            node.clockError(how.clockError).start();
        });
    }

    /** Stops processes for a while (SIGSTOP, then SIGCONT). */
    public static Step pause(Nodes nodes, Duration time) {
        return each("pause: ", nodes, ", for: " + text(time), (world, node) -> {
            if (node.isUp()) node.pauseFor(time);
        });
    }

    /** Blocks the messages of processes by turns, while their timers run. */
    public static Step stall(Nodes nodes, Duration stalled, Duration awake, Duration total) {
        String more = ", for: " + text(stalled) + ", awake: " + text(awake) + ", during: " + text(total);
        return each("stall: ", nodes, more, (world, node) -> {
            if (node.isUp()) node.stallAndWake(stalled, awake, total, timer -> false);
        });
    }

    /** Makes monotonic clocks run slow or fast, until the process ends. */
    public static Step clockRate(Nodes nodes, double rate) {
        return each("clock-rate: ", nodes, ", rate: " + rate, (world, node) -> {
            if (node.isUp()) node.clockRate(rate);
        });
    }

    /** Makes each handler take time. */
    public static Step handlerCost(Nodes nodes, Duration cost) {
        return each("handler-cost: ", nodes, ", cost: " + text(cost), (world, node) -> node.handlerCost(cost));
    }

    /** Closes the listening sockets for a while. */
    public static Step rebind(Nodes nodes, Duration closed) {
        return each("rebind: ", nodes, ", for: " + text(closed), (world, node) -> {
            if (node.isUp()) node.rebind(closed);
        });
    }

    /** Gives running processes another address; their old one is nobody's. */
    public static Step move(Nodes nodes) {
        return each(
                "move: ", nodes, "", (world, node) -> node.moveTo(Addresses.another(node.number(), node.address())));
    }

    /** Makes storing fail, or work again. */
    public static Step diskFails(Nodes nodes, boolean fails) {
        return each("disk: ", nodes, ", state: " + (fails ? "full" : "good"), (world, node) -> node.diskFails(fails));
    }

    private static Step each(String verb, Nodes nodes, String more, BiConsumer<World, SimNode> action) {
        return new Step(
                verb + nodes + more,
                nodes.leastNodes(),
                world -> nodes.of(world).forEach(node -> action.accept(world, node)));
    }

    static String text(Duration time) {
        double seconds = time.toNanos() / 1e9;
        return seconds == (long) seconds ? (long) seconds + "s" : seconds * 1000 + "ms";
    }
}
