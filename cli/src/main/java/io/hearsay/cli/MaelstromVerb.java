package io.hearsay.cli;

import io.hearsay.agent.config.Units;
import io.hearsay.lab.maelstrom.MaelstromNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearsay maelstrom}: a node that the public Maelstrom workbench starts and checks. */
@Command(
        name = "maelstrom",
        description = "Be a node of the public Maelstrom workbench, on standard input and output.",
        synopsisSubcommandLabel = "WORKLOAD")
final class MaelstromVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine commandLine(InputStream in) {
        return new CommandLine(new MaelstromVerb()).addSubcommand(new Broadcast(in));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a workload is missing: broadcast");
    }

    /** {@code hearsay maelstrom broadcast}. */
    @Command(
            name = "broadcast",
            description = {
                "Serve the workload `broadcast` until the input ends: bimodal multicast on the production stack.",
                "Messages are lines of JSON; the log goes to standard error."
            })
    static final class Broadcast implements Callable<Integer> {
        /** Lines that were read and wait; the workbench waits when there are more. */
        private static final int MAX_WAITING = 1_024;

        private static final Input END = new Input("", true);

        private final InputStream in;
        private final BlockingQueue<Input> inputs = new ArrayBlockingQueue<>(MAX_WAITING);

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--batch",
                paramLabel = "TIME",
                defaultValue = "0s",
                description = "What goes to other nodes waits so long for more to travel with: fewer messages, and more"
                        + " latency (default: ${DEFAULT-VALUE}, at once).")
        private String batch;

        /** A line, or the end. */
        private record Input(String line, boolean isEnd) {}

        Broadcast(InputStream in) {
            this.in = in;
        }

        @Override
        public Integer call() throws InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            long begun = System.nanoTime();
            MaelstromNode node = new MaelstromNode(
                    batch(), new SplittableRandom(), () -> System.nanoTime() - begun, out::println, err::println);
            Thread reader = new Thread(this::read, "standard input");
            reader.setDaemon(true);
            reader.start();
            while (true) {
                Input input = next(node.wakeNanos() - (System.nanoTime() - begun));
                if (input != null && input.isEnd) return 0;
                if (input != null) node.receive(input.line);
                if (System.nanoTime() - begun >= node.wakeNanos()) node.wake();
                out.flush();
                err.flush();
            }
        }

        private Duration batch() {
            try {
                return Units.duration(batch);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--batch " + e.getMessage(), e);
            }
        }

        private @Nullable Input next(long nanos) throws InterruptedException {
            return inputs.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        }

        private void read() {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine())
                    inputs.put(new Input(line, false));
                inputs.put(END);
            } catch (IOException | InterruptedException e) {
                inputs.clear();
                inputs.add(END); // nobody is there any more
            }
        }
    }
}
