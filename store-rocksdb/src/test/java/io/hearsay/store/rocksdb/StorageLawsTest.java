package io.hearsay.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Batch;
import io.hearsay.node.Storage;
import io.hearsay.node.StorageFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every {@link Storage}. */
class StorageLawsTest {
    @TempDir
    private Path directory;

    /** One way to keep things; one that forgets cannot be opened again. */
    private record Kind(String name, Opener opener, boolean isKept) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Opener {
        Storage open(Path directory) throws IOException;
    }

    static Stream<Kind> all() {
        return Stream.concat(Stream.of(new Kind("memory", directory -> Storage.inMemory(), false)), kept());
    }

    static Stream<Kind> kept() {
        return Stream.of(
                new Kind("file", StorageFactory.file()::open, true),
                new Kind("rocksdb async", RocksDbStorage.factory(SyncLevel.ASYNC)::open, true),
                new Kind("rocksdb sync", RocksDbStorage.factory(SyncLevel.SYNC)::open, true));
    }

    @ParameterizedTest
    @MethodSource("all")
    void begins_empty(Kind kind) throws IOException {
        try (Storage storage = kind.opener.open(directory)) {
            assertThat(storage.read()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void gives_back_all_names_and_bytes(Kind kind) throws IOException {
        TreeMap<String, byte[]> values = new TreeMap<>(
                Map.of("", bytes("empty"), "\0", bytes("nul"), "version", bytes("9"), "ключ/🗝", new byte[100_000]));
        try (Storage storage = kind.opener.open(directory)) {
            storage.write(List.of(new Batch(values)));
            assertSame(storage.read(), values);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void later_batches_of_a_group_win_and_empty_values_delete(Kind kind) throws IOException {
        try (Storage storage = kind.opener.open(directory)) {
            storage.write(List.of(Batch.of("a", bytes("1")), Batch.of("b", bytes("1"))));
            storage.write(List.of(
                    Batch.of("a", bytes("2")),
                    Batch.of("b", new byte[0]),
                    Batch.of("c", bytes("3")),
                    Batch.of("c", new byte[0]),
                    Batch.of("never", new byte[0])));
            assertSame(storage.read(), new TreeMap<>(Map.of("a", bytes("2"))));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_was_read_is_the_readers_own(Kind kind) throws IOException {
        try (Storage storage = kind.opener.open(directory)) {
            storage.write(List.of(Batch.of("a", bytes("1"))));
            storage.read().values().forEach(value -> value[0] = 'x');
            storage.read().clear();
            assertSame(storage.read(), new TreeMap<>(Map.of("a", bytes("1"))));
        }
    }

    @ParameterizedTest
    @MethodSource("kept")
    void random_histories_survive_being_opened_again(Kind kind) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        SortedMap<String, byte[]> model = new TreeMap<>();
        for (int life = 0; life < 5; life++)
            try (Storage storage = kind.opener.open(directory)) {
                assertSame(storage.read(), model);
                for (int i = 0; i < 20; i++) storage.write(group(random, model));
                assertSame(storage.read(), model);
            }
    }

    private static List<Batch> group(SplittableRandom random, SortedMap<String, byte[]> model) {
        List<Batch> group = new ArrayList<>();
        for (int batch = random.nextInt(4); batch >= 0; batch--) {
            TreeMap<String, byte[]> writes = new TreeMap<>();
            for (int i = random.nextInt(4); i >= 0; i--)
                writes.put("key" + random.nextInt(30), new byte[random.nextInt(50)]);
            group.add(new Batch(writes));
            model.putAll(writes);
            model.values().removeIf(value -> value.length == 0);
        }
        return group;
    }

    private static void assertSame(SortedMap<String, byte[]> found, SortedMap<String, byte[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, value) -> assertThat(found.get(key)).as(key).isEqualTo(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
