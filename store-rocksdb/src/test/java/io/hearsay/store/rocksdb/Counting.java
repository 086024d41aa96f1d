package io.hearsay.store.rocksdb;

import io.hearsay.Batch;
import io.hearsay.node.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** A process that counts in a store until it is killed: each number twice in one group, told when it was written. */
final class Counting {
    private Counting() {}

    public static void main(String[] arguments) throws IOException {
        try (Storage storage = RocksDbStorage.factory(SyncLevel.SYNC).open(Path.of(arguments[0]))) {
            for (long count = count(storage, "left") + 1; ; count++) {
                byte[] digits = Long.toString(count).getBytes(StandardCharsets.US_ASCII);
                TreeMap<String, byte[]> more = new TreeMap<>();
                more.put("right", digits);
                more.put("filling/" + count % 100, new byte[1_000]);
                storage.write(List.of(Batch.of("left", digits), new Batch(more)));
                System.out.println(count);
            }
        }
    }

    static long count(Storage storage, String side) throws IOException {
        byte[] digits = storage.read().get(side);
        return digits == null ? 0 : Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
    }
}
