package io.hearsay.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import io.hearsay.cluster.SharedMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process for {@link FullDiskTest}: an agent in a directory whose disk it fills up and makes room on again. It says
 * what it sees, a line for each.
 */
final class FullDisk {
    private static final int PATIENCE_SECONDS = 60;

    /** More than what a store has set aside for itself. */
    private static final int MAX_WRITES = 20_000;

    private final Path directory;
    private final String store;

    private FullDisk(Path directory, String store) {
        this.directory = directory;
        this.store = store;
    }

    /** With the directory and the kind of store; ends with exit code 1, and why, if something takes too long. */
    public static void main(String[] args) {
        int code = 1;
        try {
            new FullDisk(Files.createDirectory(Path.of(args[0]).resolve(args[1])), args[1]).run();
            code = 0;
        } catch (Exception e) {
            System.out.println("failed: " + e + ", " + e.getCause());
        }
        System.exit(code);
    }

    private Agent start() throws IOException {
        Map<Setting, List<String>> flags = new EnumMap<>(Map.of(
                Setting.CLUSTER, List.of("orders"),
                Setting.PROFILE, List.of("local"),
                Setting.SECURITY, List.of("insecure"),
                Setting.HTTP, List.of("127.0.0.1:0"),
                Setting.STORE, List.of(store),
                Setting.DURABILITY, List.of("sync"),
                Setting.DATA_DIR, List.of(directory.toString())));
        return Agent.start(AgentConfig.from(Settings.of(Optional.empty(), Map.of(), flags)));
    }

    private void run() throws Exception {
        Path ballast = directory.resolveSibling("ballast");
        try (Agent agent = start()) {
            SharedMap map = agent.cluster().map("m");
            put(map, "before");
            fill(ballast);
            System.out.println("refused: " + firstRefusal(map));
            System.out.println("read: " + new String(map.get("before").orElseThrow(), UTF_8));
            Files.delete(ballast);
            putInTheEnd(map, "after");
        }
        try (Agent agent = start()) {
            SharedMap map = agent.cluster().map("m");
            System.out.println("kept: " + map.get("before").isPresent() + " "
                    + map.get("after").isPresent());
        }
    }

    private static void fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (int size = 1 << 16; size > 0; size >>= 1) fill(out, new byte[size]);
        } catch (IOException full) {
            System.out.println("ballast: " + Files.size(ballast));
        }
    }

    private static void fill(OutputStream out, byte[] block) {
        try {
            while (true) out.write(block);
        } catch (IOException full) {
            return; // smaller blocks may still fit
        }
    }

    private static void put(SharedMap map, String key) throws Exception {
        map.put(key, key.getBytes(UTF_8)).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static String firstRefusal(SharedMap map) throws InterruptedException, TimeoutException {
        byte[] value = new byte[1_000];
        for (int i = 0; i < MAX_WRITES; i++)
            try {
                map.put("filler", value).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                return String.valueOf(e.getMessage()).replace('\n', ' ');
            }
        return "nothing";
    }

    private static void putInTheEnd(SharedMap map, String key) throws Exception {
        long begun = System.nanoTime();
        for (int tries = 1; ; tries++)
            try {
                put(map, key);
                System.out.println("writes again");
                return;
            } catch (ExecutionException e) {
                if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))
                    throw new IOException("no write was stored after " + tries + " tries", e);
                TimeUnit.MILLISECONDS.sleep(100);
            }
    }
}
