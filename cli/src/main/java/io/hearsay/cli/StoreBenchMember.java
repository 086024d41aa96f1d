package io.hearsay.cli;

import io.hearsay.agent.Agent;
import io.hearsay.agent.AgentConfig;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import io.hearsay.cluster.SharedMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An agent in a process of its own that writes when it is told: each line of its input is for how many seconds; each
 * answer how many puts were acknowledged, and in how many nanoseconds.
 */
final class StoreBenchMember {
    static final int IN_FLIGHT = 256;
    static final int VALUE_BYTES = 100;
    static final int KEYS = 10_000;

    private StoreBenchMember() {}

    /** Runs it: name, data directory, and another's address unless it is the first; until its input ends. */
    public static void main(String[] arguments) throws IOException {
        Map<Setting, List<String>> flags = new EnumMap<>(Setting.class);
        flags.put(Setting.CLUSTER, List.of("bench-store"));
        flags.put(Setting.NAME, List.of(arguments[0]));
        flags.put(Setting.DATA_DIR, List.of(arguments[1]));
        flags.put(Setting.SECURITY, List.of("insecure"));
        flags.put(Setting.BIND, List.of("127.0.0.1:0"));
        flags.put(Setting.HTTP, List.of("127.0.0.1:0"));
        flags.put(Setting.STORE, List.of("rocksdb"));
        flags.put(Setting.STORE_SYNC, List.of("sync"));
        flags.put(Setting.DURABILITY, List.of("sync"));
        if (arguments.length > 2) flags.put(Setting.JOIN, List.of(arguments[2]));
        try (Agent agent = Agent.start(AgentConfig.from(Settings.of(Optional.empty(), Map.of(), flags)));
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            SharedMap map = agent.cluster().map("bench");
            System.out.println(agent.cluster().self().address() + " 127.0.0.1:"
                    + agent.http().getPort());
            for (String seconds = orders.readLine(); seconds != null; seconds = orders.readLine())
                System.out.println(put(map, arguments[0], TimeUnit.SECONDS.toNanos(Long.parseLong(seconds))));
        }
    }

    private static String put(SharedMap map, String name, long nanos) {
        Semaphore free = new Semaphore(IN_FLIGHT);
        AtomicReference<Throwable> problem = new AtomicReference<>();
        byte[] value = new byte[VALUE_BYTES];
        long begin = System.nanoTime();
        long puts = 0;
        for (; System.nanoTime() - begin < nanos; puts++) {
            free.acquireUninterruptibly();
            ByteBuffer.wrap(value).putLong(begin).putLong(puts);
            map.put(name + "/" + puts % KEYS, value).whenComplete((done, failure) -> {
                if (failure != null) problem.set(failure);
                free.release();
            });
        }
        free.acquireUninterruptibly(IN_FLIGHT);
        if (problem.get() != null) throw new IllegalStateException("a put failed", problem.get());
        return puts + " " + (System.nanoTime() - begin);
    }
}
