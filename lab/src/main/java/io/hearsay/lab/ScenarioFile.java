package io.hearsay.lab;

import io.hearsay.sim.Network;
import io.hearsay.sim.RandomSchedule;
import io.hearsay.sim.Scenario;
import io.hearsay.sim.Step;
import io.hearsay.stack.ClusterNodeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A scenario in a YAML file; {@code docs/simulator.md} lists what it may say.
 *
 * <p>Whatever is wrong with it is a {@link ScenarioException} that names file and line, the value, and what is allowed.
 */
public final class ScenarioFile {
    private static final int MAX_STEPS = 10_000;

    private final Fields fields;

    private ScenarioFile(Yaml yaml) {
        fields = new Fields(yaml, "a scenario");
    }

    /**
     * Reads a file; where there is none, the scenario of that name that comes with Hearsay.
     *
     * @param seed of the run; a file that asks for a random schedule gets another one for each
     * @param nodes how many nodes; the file says it otherwise
     */
    public static Scenario read(Path file, long seed, OptionalInt nodes) {
        String shipped = Shipped.text(file.toString());
        Yaml yaml = shipped == null || Files.exists(file) ? Yaml.read(file) : Yaml.parse(file.toString(), shipped);
        return new ScenarioFile(yaml).scenario(seed, nodes);
    }

    /** Reads a text; {@code name} stands for the file in messages. */
    static Scenario parse(String name, String text, long seed, OptionalInt nodes) {
        return new ScenarioFile(Yaml.parse(name, text)).scenario(seed, nodes);
    }

    private Scenario scenario(long seed, OptionalInt nodes) {
        String name = fields.text("name");
        String about = fields.text("about", "");
        int inFile = fields.number("nodes", 1, Scenario.MAX_NODES, 0);
        if (nodes.isPresent() && (nodes.getAsInt() < 1 || nodes.getAsInt() > Scenario.MAX_NODES))
            throw new ScenarioException("--nodes must be 1.." + Scenario.MAX_NODES + ", was " + nodes.getAsInt());
        int count = nodes.orElse(inFile);
        Scenario scenario = fields.has("random")
                ? random(seed, count)
                : told(count == 0 ? Scenario.named(name).nodes() : count);
        fields.done();
        return scenario.called(name, about);
    }

    private Scenario random(long seed, int nodes) {
        fields.read("random", text -> {
            if (text.equals("schedule")) return text;
            throw new IllegalArgumentException("'schedule'");
        });
        return RandomSchedule.of(seed, nodes);
    }

    private Scenario told(int nodes) {
        Scenario scenario =
                Scenario.named("").withNodes(nodes).withConfig(profile()).withStart(start());
        Yaml network = fields.optional("network");
        if (network != null) scenario = scenario.withNetwork(network(network));
        Duration end = fields.duration("end");
        Yaml steps = fields.optional("steps");
        return steps == null
                ? scenario.lasting(end)
                : steps(scenario, steps, end).lasting(end);
    }

    private ClusterNodeConfig profile() {
        if (!fields.has("profile")) return ClusterNodeConfig.lan();
        return fields.read("profile", text -> switch (text) {
            case "lan" -> ClusterNodeConfig.lan();
            case "wan" -> ClusterNodeConfig.wan();
            case "local" -> ClusterNodeConfig.local();
            default -> throw new IllegalArgumentException("lan, wan or local");
        });
    }

    private Scenario.Start start() {
        Yaml yaml = fields.optional("start");
        if (yaml == null) return Scenario.named("").start();
        Fields start = new Fields(yaml, "start");
        Scenario.Seeds seeds = !start.has("seeds")
                ? Scenario.Seeds.FIRST_THREE
                : start.read("seeds", text -> switch (text) {
                    case "first three" -> Scenario.Seeds.FIRST_THREE;
                    case "chain" -> Scenario.Seeds.CHAIN;
                    case "none" -> Scenario.Seeds.NONE;
                    default -> throw new IllegalArgumentException("'first three', chain or none");
                });
        Scenario.Start how = new Scenario.Start(seeds, start.duration("within", Duration.ofSeconds(1)));
        start.done();
        return how;
    }

    private static Consumer<Network> network(Yaml yaml) {
        Fields shape = new Fields(yaml, "network");
        Consumer<Network> setUp = network -> {};
        if (shape.has("latency")) {
            var latency = shape.latency("latency");
            setUp = setUp.andThen(network -> network.latency(latency));
        }
        if (shape.has("loss")) {
            double ratio = shape.ratio("loss");
            setUp = setUp.andThen(network -> network.loss(ratio));
        }
        if (shape.has("duplicate")) {
            double ratio = shape.ratio("duplicate");
            setUp = setUp.andThen(network -> network.duplicate(ratio));
        }
        if (shape.has("reorder")) {
            double ratio = shape.ratio("reorder");
            Duration by = shape.duration("by");
            setUp = setUp.andThen(network -> network.reorder(ratio, by));
        }
        shape.done();
        return setUp;
    }

    private static Scenario steps(Scenario scenario, Yaml yaml, Duration end) {
        if (!(yaml instanceof Yaml.Sequence list))
            throw new ScenarioException(yaml.where() + " steps must be a list, was " + yaml.kind());
        if (list.elements().size() > MAX_STEPS)
            throw new ScenarioException(yaml.where() + " steps must be at most " + MAX_STEPS + ", are "
                    + list.elements().size());
        Scenario grown = scenario;
        Duration last = Duration.ZERO;
        for (Yaml each : list.elements()) {
            Fields fields = new Fields(each, "a step");
            last = fields.has("at") ? fields.duration("at") : last;
            Step step = StepText.read(fields);
            if (last.compareTo(end) > 0)
                throw new ScenarioException(
                        fields.where() + " a step must come before the end of " + end + ", was at " + last);
            grown = grown.at(last, step);
        }
        return grown;
    }
}
