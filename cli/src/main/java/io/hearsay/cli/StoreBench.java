package io.hearsay.cli;

import io.hearsay.agent.api.MemberList;
import io.hearsay.agent.config.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Measures how many puts agents acknowledge that keep them in RocksDB and wait for the disk. */
final class StoreBench implements AutoCloseable {
    private static final int AGENTS = 3;
    private static final int WARM_UP_SECONDS = 3;
    private static final int PATIENCE_SECONDS = 60;

    private final List<Member> members = new ArrayList<>();
    private final Path directory;

    /** One agent, and the way to it. */
    private record Member(Process process, BufferedReader answers, Writer orders, String gossip, AgentClient client) {
        void order(int seconds) throws IOException {
            orders.write(seconds + "\n");
            orders.flush();
        }

        Puts answer() throws IOException {
            String[] words = line(answers).split(" ", -1);
            return new Puts(Long.parseLong(words[0]), Long.parseLong(words[1]) / 1e9);
        }

        double metric(String name) {
            return client.get("/metrics")
                    .text()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }

        long alive() {
            return client.get("/v1/members").as(MemberList.class).members().stream()
                    .filter(member -> member.state().equals("ALIVE"))
                    .count();
        }
    }

    private record Puts(long count, double seconds) {}

    private StoreBench(Path directory) {
        this.directory = directory;
    }

    /** Measures for so many seconds, with stores in this directory. */
    static Map<String, Object> run(Path directory, int seconds) throws IOException, InterruptedException {
        try (StoreBench bench = new StoreBench(directory)) {
            return bench.measure(seconds);
        }
    }

    private Map<String, Object> measure(int seconds) throws IOException, InterruptedException {
        for (int i = 0; i < AGENTS; i++) members.add(start("agent-" + i));
        awaitAll();
        put(Math.min(seconds, WARM_UP_SECONDS));
        double syncs = -sum("hearsay_store_syncs_total");
        double batches = -sum("hearsay_store_batches_total");
        List<Puts> puts = put(seconds);
        syncs += sum("hearsay_store_syncs_total");
        batches += sum("hearsay_store_batches_total");
        long count = puts.stream().mapToLong(Puts::count).sum();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("agents", AGENTS);
        report.put("seconds", seconds);
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("jdk", Runtime.version().toString());
        report.put(
                "putsPerSecond",
                Math.round(
                        puts.stream().mapToDouble(p -> p.count() / p.seconds()).sum()));
        report.put("syncs", Math.round(syncs));
        report.put("putsPerSync", Math.round(10 * count / syncs) / 10.0);
        report.put("batchesPerSync", Math.round(10 * batches / syncs) / 10.0);
        report.put(
                "definition",
                AGENTS + " agents, each a JVM of its own on loopback, with a store in RocksDB, store.sync: sync and"
                        + " maps.durability: sync; in each one thread puts values of " + StoreBenchMember.VALUE_BYTES
                        + " bytes to " + StoreBenchMember.KEYS + " keys of its own, one after another, with "
                        + StoreBenchMember.IN_FLIGHT
                        + " in flight; all agents hold all keys. putsPerSecond: acknowledged by their own agent, which is"
                        + " after the sync that holds them, in sum. syncs: of the three logs meanwhile, by RocksDB's ticker"
                        + " WAL_FILE_SYNCED; putsPerSync: acknowledged puts to them, each put counted once;"
                        + " batchesPerSync: what they stored to them, others' puts too");
        return report;
    }

    private Member start(String name) throws IOException {
        List<String> command = ThisProgram.command(StoreBenchMember.class, "-Xmx256m", "-XX:+UseSerialGC");
        command.addAll(List.of(name, directory.resolve(name).toString()));
        if (!members.isEmpty()) command.add(members.get(0).gossip());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            BufferedReader answers = process.inputReader();
            String[] words = line(answers).split(" ", -1);
            AgentClient client = new AgentClient(HostPort.parse(words[1], 0), Optional.empty());
            return new Member(process, answers, process.outputWriter(), words[0], client);
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String line(BufferedReader answers) throws IOException {
        String line = answers.readLine();
        if (line == null) throw new IOException("an agent of the benchmark has ended");
        return line;
    }

    private void awaitAll() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (members.stream().anyMatch(member -> member.alive() < AGENTS)) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))
                throw new IOException("the agents have not met within " + PATIENCE_SECONDS + " s");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private List<Puts> put(int seconds) throws IOException {
        for (Member member : members) member.order(seconds);
        List<Puts> puts = new ArrayList<>();
        for (Member member : members) puts.add(member.answer());
        return puts;
    }

    private double sum(String metric) {
        return members.stream().mapToDouble(member -> member.metric(metric)).sum();
    }

    @Override
    public void close() {
        members.forEach(member -> member.process().destroyForcibly());
        for (Member member : members)
            member.process().onExit().orTimeout(5, TimeUnit.SECONDS).join();
    }
}
