package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A story that full nodes live through: how many there are, on what network, what happens when, what is expected.
 *
 * <p>Immutable. Nodes are called n1, n2 and so on. {@link #run} tells it in a world of frames, with all invariants
 * watching; the same seed and number of nodes give the same run.
 *
 * @param name for people, such as {@code swim/partition}
 * @param about what it shows, in a sentence
 * @param nodes how many nodes, unless the run is told otherwise
 * @param config how the nodes behave
 * @param start how the nodes come to life
 * @param network sets the network up
 * @param steps what happens, in any order of time
 * @param length when the story ends
 */
public record Scenario(
        String name,
        String about,
        int nodes,
        ClusterNodeConfig config,
        Start start,
        Consumer<Network> network,
        List<Timed> steps,
        Duration length) {

    /** The most nodes that a scenario may have. */
    public static final int MAX_NODES = 100_000;

    public Scenario {
        if (nodes < 1 || nodes > MAX_NODES)
            throw new IllegalArgumentException("nodes must be 1.." + MAX_NODES + ", was " + nodes);
        steps = List.copyOf(steps);
    }

    /** A step and when it is taken, after the beginning. */
    public record Timed(Duration at, Step step) {
        @Override
        public String toString() {
            return "{at: " + Faults.text(at) + ", " + step + "}";
        }
    }

    /**
     * How nodes come to life.
     *
     * @param seeds whom each is told
     * @param within all are started in this time, each at a moment of its own; at zero, all at once
     */
    public record Start(Seeds seeds, Duration within) {}

    /** Which seeds a node is told. */
    public enum Seeds {
        /** The first three nodes, wherever they are at that time; a node's own address is left out. */
        FIRST_THREE {
            @Override
            List<SimNode> of(SimNode node) {
                List<SimNode> all = node.world().nodes();
                return all.subList(0, Math.min(3, all.size()));
            }
        },
        /** The node before it; the first is told nobody. */
        CHAIN {
            @Override
            List<SimNode> of(SimNode node) {
                return node.number() == 0
                        ? List.of()
                        : List.of(node.world().nodes().get(node.number() - 1));
            }
        },
        /** Nobody: each is alone. */
        NONE {
            @Override
            List<SimNode> of(SimNode node) {
                return List.of();
            }
        };

        abstract List<SimNode> of(SimNode node);

        Function<SimNode, List<Address>> addresses() {
            return node -> of(node).stream()
                    .filter(seed -> seed != node)
                    .map(SimNode::address)
                    .toList();
        }
    }

    /** A story without steps, of ten nodes of the {@code lan} profile. */
    public static Scenario named(String name) {
        return new Scenario(
                name,
                "",
                10,
                ClusterNodeConfig.lan(),
                new Start(Seeds.FIRST_THREE, Duration.ofSeconds(1)),
                network -> {},
                List.of(),
                Duration.ofSeconds(60));
    }

    /** The same under another name. */
    public Scenario called(String newName, String newAbout) {
        return new Scenario(newName, newAbout, nodes, config, start, network, steps, length);
    }

    /** The same with another number of nodes. */
    public Scenario withNodes(int count) {
        return new Scenario(name, about, count, config, start, network, steps, length);
    }

    /** The same with nodes that behave otherwise. */
    public Scenario withConfig(ClusterNodeConfig other) {
        return new Scenario(name, about, nodes, other, start, network, steps, length);
    }

    /** The same with nodes that start otherwise. */
    public Scenario withStart(Start other) {
        return new Scenario(name, about, nodes, config, other, network, steps, length);
    }

    /** The same on another network. */
    public Scenario withNetwork(Consumer<Network> setUp) {
        return new Scenario(name, about, nodes, config, start, setUp, steps, length);
    }

    /** The same with another end. */
    public Scenario lasting(Duration time) {
        return new Scenario(name, about, nodes, config, start, network, steps, time);
    }

    /** The same with one more step. */
    public Scenario at(Duration time, Step step) {
        List<Timed> more = new ArrayList<>(steps);
        more.add(new Timed(time, step));
        return new Scenario(name, about, nodes, config, start, network, more, length);
    }

    /** Tells the story. */
    public Outcome run(long seed) {
        return run(FullNodes.frames(seed));
    }

    /**
     * Tells the story in a world of this make.
     *
     * @throws IllegalArgumentException if a step names nodes that there are not
     */
    public Outcome run(WorldConfig config) {
        for (Timed timed : steps)
            if (timed.step().leastNodes() > nodes)
                throw new IllegalArgumentException("a step needs "
                        + timed.step().leastNodes() + " nodes or more, there are " + nodes + ": " + timed);
        return new Telling(this, config).run();
    }
}
