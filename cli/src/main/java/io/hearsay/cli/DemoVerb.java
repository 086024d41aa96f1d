package io.hearsay.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearsay demo}. */
@Command(name = "demo", description = "See a real cluster live through a rumor, a death and a split, in half a minute.")
final class DemoVerb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--nodes", paramLabel = "N", description = "How many agents, 4..26 (default: ${DEFAULT-VALUE}).")
    private int nodes = 8;

    @Option(names = "--keep", description = "Let the agents run on afterwards, until Ctrl-C.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        if (nodes < 4 || nodes > Demo.NAMES.size())
            throw new ParameterException(
                    spec.commandLine(), "--nodes must be 4.." + Demo.NAMES.size() + ", was " + nodes);
        try (Troupe troupe = new Troupe()) {
            new Demo(new Narrator(spec.commandLine().getOut(), Ink.ofTerminal()), troupe, nodes).play(keep);
        }
        return 0;
    }
}
