package io.hearsay.bench;

import io.hearsay.cluster.Cluster;
import io.hearsay.node.ClusterConfig;
import io.hearsay.node.Hearsay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A member in a JVM of its own, which gets the signals. */
final class Victim implements AutoCloseable {
    private final Process process;
    private final String name;

    private Victim(Process process, String name) {
        this.process = process;
        this.name = name;
    }

    /** Runs the member: {@code cluster name seed sealed}; until its standard input ends or a signal comes. */
    public static void main(String[] args) throws IOException {
        ClusterConfig config = ClusterConfig.lan(args[0])
                .withName(args[1])
                .withBind("127.0.0.1:0")
                .withSeeds(args[2]);
        ClusterConfig secured = Boolean.parseBoolean(args[3]) ? config.withKey(BenchCluster.KEY) : config.insecure();
        try (Cluster cluster = Hearsay.join(secured)) {
            while (System.in.read() >= 0) cluster.members();
        }
    }

    static Victim start(String cluster, String name, String seed, boolean sealed) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName()));
        command.addAll(List.of(cluster, name, seed, Boolean.toString(sealed)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Victim(process, name);
    }

    String name() {
        return name;
    }

    /** Sends a signal; the answer is when, by {@link System#nanoTime}. */
    long signal(String signal) throws IOException {
        long nanos = System.nanoTime();
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        try {
            if (kill.waitFor() != 0) throw new IOException("kill -" + signal + " of the victim failed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return nanos;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) throw new IllegalStateException("the victim does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
