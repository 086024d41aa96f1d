package io.hearsay.cli;

import io.hearsay.agent.Agent;
import io.hearsay.agent.AgentConfig;
import io.hearsay.agent.config.HostPort;
import io.hearsay.agent.config.Setting;
import io.hearsay.cluster.Ending;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hearsay agent}: a node as a process of its own. */
@Command(
        name = "agent",
        sortOptions = false,
        description = {
            "Run a node with an HTTP API until it is told to leave.",
            "When it serves, it prints one line: ready name=... gossip=HOST:PORT http=HOST:PORT"
        },
        footer = {
            "",
            "SIGTERM and Ctrl-C leave the cluster gracefully. Exit code 1: another process holds the name, or the node was"
                    + " forgotten."
        })
final class AgentVerb implements Callable<Integer> {
    private static final Set<Setting> ALL = EnumSet.allOf(Setting.class);

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    private AgentVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The verb with a flag for each setting. */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(AgentFlags.addTo(CommandSpec.forAnnotatedObject(new AgentVerb(environment)), ALL));
    }

    @Override
    public Integer call() throws InterruptedException {
        AgentConfig config = AgentConfig.from(AgentFlags.read(spec.commandLine().getParseResult(), environment, ALL));
        Agent agent = start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(agent), "leave"));
        say(agent);
        return await(agent);
    }

    private static Agent start(AgentConfig config) {
        try {
            return Agent.start(config);
        } catch (UncheckedIOException e) {
            throw new NegativeAnswerException(String.valueOf(e.getMessage()));
        }
    }

    private void say(Agent agent) {
        PrintWriter out = spec.commandLine().getOut();
        InetSocketAddress http = agent.http();
        out.println("ready name=" + agent.cluster().self().name() + " gossip="
                + agent.cluster().self().address() + " http="
                + new HostPort(http.getAddress().getHostAddress(), http.getPort()));
        out.flush();
    }

    /** Waits until the node ends for a reason of its own. */
    private int await(Agent agent) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        agent.ended().whenComplete((ending, problem) -> over.countDown());
        over.await();
        agent.close();
        Ending ending = agent.ended().toCompletableFuture().join();
        if (ending.reason() == Ending.Reason.CLOSED) return 0;
        spec.commandLine().getErr().println("hearsay: the node has stopped: " + ending);
        return Errors.NEGATIVE;
    }

    /**
     * Leaves on a signal. The process then ends with 0, not with the signal's number: it did what it was asked, and
     * supervisors should not take that for a failure.
     */
    private static void leave(Agent agent) {
        if (agent.ended().toCompletableFuture().isDone()) return;
        agent.leave();
        Runtime.getRuntime().halt(0);
    }
}
