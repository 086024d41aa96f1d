package io.hearsay.cli;

import io.hearsay.agent.config.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Real agents: processes of their own, started like this one and ended with it.
 *
 * <p>Closing it ends those that still run, by force; so does the end of this process, by a signal too.
 */
final class Troupe implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("ready name=(\\S+) gossip=(\\S+) http=(\\S+)");
    private static final int READY_SECONDS = 25;
    private static final int END_SECONDS = 3;

    private final List<Process> processes = new ArrayList<>();
    private final Thread onExit = new Thread(this::endAll, "curtain");

    private final Path log;
    private volatile boolean keepsLog;

    Troupe() {
        try {
            log = Files.createTempFile("hearsay-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** An agent that serves. */
    record Actor(String name, String gossip, String http, Process process) {
        AgentClient client() {
            return new AgentClient(HostPort.parse(http, 0), Optional.empty());
        }
    }

    /** Starts agents at once, one for each list of flags, and waits until all serve. */
    List<Actor> enter(List<List<String>> flags) throws InterruptedException {
        List<CompletableFuture<Actor>> entering = new ArrayList<>();
        for (List<String> each : flags) {
            Process process = start(each);
            entering.add(CompletableFuture.supplyAsync(() -> ready(process)));
        }
        List<Actor> actors = new ArrayList<>();
        for (CompletableFuture<Actor> each : entering) actors.add(await(each));
        return actors;
    }

    private synchronized Process start(List<String> flags) {
        List<String> command = new ArrayList<>(ThisProgram.command());
        command.add("agent");
        command.addAll(flags);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(ThisProgram.NOTHING))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    private static Actor ready(Process process) {
        try {
            BufferedReader out = process.inputReader();
            String line = out.readLine();
            Matcher words = READY.matcher(line == null ? "" : line);
            if (!words.matches()) throw new IllegalStateException("an agent did not start; it said: " + line);
            return new Actor(words.group(1), words.group(2), words.group(3), process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Actor await(CompletableFuture<Actor> actor) throws InterruptedException {
        try {
            return actor.get(READY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            keepsLog = true;
            throw new NegativeAnswerException("not all agents serve after " + READY_SECONDS + " s ("
                    + (e.getCause() == null ? e : e.getCause().getMessage()) + "); " + log + " may say why");
        }
    }

    /** Kills a process as {@code kill -9} does. */
    static void kill(Actor actor) {
        actor.process().destroyForcibly();
    }

    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // this process is ending: the hook runs anyway
        }
    }

    private synchronized void endAll() {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            try {
                process.waitFor(END_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        processes.clear();
        if (!keepsLog) deleteLog();
    }

    /** What the agents have logged. */
    Path log() {
        return log;
    }

    private void deleteLog() {
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            // it is in the directory for temporary files
        }
    }
}
