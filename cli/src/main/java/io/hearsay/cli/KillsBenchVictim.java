package io.hearsay.cli;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.SharedMap;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.node.ClusterConfig;
import io.hearsay.node.Hearsay;
import io.hearsay.store.rocksdb.RocksDbStorage;
import io.hearsay.store.rocksdb.SyncLevel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * A node that counts in a stored map until it is killed.
 *
 * <p>It first says what each key holds ({@code found KEY NUMBER}); then it puts ever higher numbers under its keys in
 * turn and says each that was acknowledged ({@code stored KEY NUMBER}).
 */
final class KillsBenchVictim {
    static final int KEYS = 100;

    private static final int IN_FLIGHT = 64;

    private KillsBenchVictim() {}

    /** Runs it: data directory. */
    public static void main(String[] arguments) {
        ClusterConfig config = ClusterConfig.local("bench-kills")
                .insecure()
                .withName("victim")
                .withDataDirectory(Path.of(arguments[0]))
                .withStorage(RocksDbStorage.factory(SyncLevel.SYNC))
                .withDurability(Durability.SYNC);
        try (Cluster cluster = Hearsay.join(config)) {
            SharedMap map = cluster.map("counted");
            long highest = 0;
            for (int key = 0; key < KEYS; key++) {
                long number = map.get(Integer.toString(key))
                        .map(digits -> Long.parseLong(new String(digits, StandardCharsets.US_ASCII)))
                        .orElse(0L);
                System.out.println("found " + key + " " + number);
                highest = Math.max(highest, number);
            }
            count(map, highest + 1);
        }
    }

    private static void count(SharedMap map, long from) {
        Semaphore free = new Semaphore(IN_FLIGHT);
        for (long number = from; ; number++) {
            free.acquireUninterruptibly();
            String said = number % KEYS + " " + number;
            map.put(Long.toString(number % KEYS), Long.toString(number).getBytes(StandardCharsets.US_ASCII))
                    .whenComplete((done, failure) -> {
                        System.out.println((failure == null ? "stored " : "failed ") + said);
                        free.release();
                    });
        }
    }
}
