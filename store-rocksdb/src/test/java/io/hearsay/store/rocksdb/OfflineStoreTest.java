package io.hearsay.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Batch;
import io.hearsay.antientropy.Marks;
import io.hearsay.node.DataDirectory;
import io.hearsay.node.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class OfflineStoreTest {
    private static final int VALUES = 2_000;
    private static final int VALUE_BYTES = 100;

    @TempDir
    private Path directory;

    @Test
    void counts_what_is_there_and_leaves_it_alone() throws Exception {
        fill();
        try (OfflineStore store = OfflineStore.open(directory)) {
            StoreReport report = store.check();
            assertThat(report.problems()).isEmpty();
            assertThat(report.keys()).isEqualTo(VALUES);
            assertThat(report.bytes()).isEqualTo(VALUES * (long) (VALUE_BYTES + name(0).length()));
            assertThat(report.writes()).isEqualTo(VALUES + 1);
            assertThat(report.diskBytes()).isPositive();
            assertThat(store.stats()).isEqualTo(report);
            assertThat(store.rebuild().setAside()).isEmpty();
        }
        assertThat(read()).isEqualTo(VALUES);
    }

    @Test
    void one_damaged_block_costs_no_more_than_its_own_values() throws Exception {
        fill();
        Path table = flush();
        flip(table, Files.size(table) / 2);
        try (OfflineStore store = OfflineStore.open(directory)) {
            assertThat(store.check().problems()).isNotEmpty().anyMatch(problem -> problem.contains("checksum"));
            Rebuilt rebuilt = store.rebuild();
            assertThat(rebuilt.keys()).isBetween(VALUES - 500L, VALUES - 1L);
            assertThat(Path.of(rebuilt.setAside()))
                    .isEqualTo(directory.resolve("store.damaged-1"))
                    .isNotEmptyDirectory();
            assertThat(store.check().problems()).isEmpty();
            assertThat(store.check().keys()).isEqualTo(rebuilt.keys());
        }
        assertThat(read()).isGreaterThan(VALUES - 501);
    }

    @Test
    void a_log_damaged_in_the_middle_is_found_and_read_around() throws Exception {
        fill();
        Path log = file(".log");
        flip(log, Files.size(log) / 2);
        try (OfflineStore store = OfflineStore.open(directory)) {
            assertThat(store.check().problems()).hasSize(1).first().asString().contains("its log is damaged");
            assertThat(store.rebuild().keys()).isBetween(VALUES / 2L, VALUES - 1L);
            assertThat(store.check().problems()).isEmpty();
        }
    }

    @Test
    void a_log_cut_at_its_end_is_a_crash_and_no_damage() throws Exception {
        fill();
        Path log = file(".log");
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, java.util.Arrays.copyOf(bytes, bytes.length - 10));
        try (OfflineStore store = OfflineStore.open(directory)) {
            assertThat(store.check().problems()).isEmpty();
            assertThat(store.check().keys()).isEqualTo(VALUES - 100);
        }
    }

    @Test
    void without_its_first_file_everything_is_saved() throws Exception {
        fill();
        Files.delete(directory.resolve("store/CURRENT"));
        try (OfflineStore store = OfflineStore.open(directory)) {
            assertThat(store.check().problems()).isNotEmpty();
            assertThat(store.rebuild().keys()).isEqualTo(VALUES);
        }
        assertThat(read()).isEqualTo(VALUES);
    }

    @Test
    void without_the_list_of_tables_the_tables_are_saved() throws Exception {
        fill();
        flush();
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            for (Path file : files.toList()) if (file.toString().contains("MANIFEST-")) Files.delete(file);
        }
        try (OfflineStore store = OfflineStore.open(directory)) {
            assertThat(store.rebuild().keys()).isEqualTo(VALUES);
        }
        assertThat(read()).isEqualTo(VALUES);
    }

    @Test
    void a_rebuilt_store_does_not_claim_to_have_held_what_it_may_have_lost() throws Exception {
        fill();
        try (Storage storage = RocksDbStorage.factory(SyncLevel.ASYNC).open(directory)) {
            storage.write(List.of(Batch.of(Marks.STORED + "held", value(1))));
        }
        Files.delete(directory.resolve("store/CURRENT"));
        try (OfflineStore store = OfflineStore.open(directory)) {
            assertThat(store.rebuild().keys()).isEqualTo(VALUES);
        }
        assertThat(read()).isEqualTo(VALUES);
    }

    @Test
    void a_newer_store_is_neither_checked_nor_rebuilt() throws Exception {
        fill();
        try (Options options = new Options();
                RocksDB db = RocksDB.open(options, directory.resolve("store").toString())) {
            db.put(Tables.VERSION_KEY, Tables.version(2));
        }
        try (OfflineStore store = OfflineStore.open(directory)) {
            assertThatThrownBy(store::check).hasMessageContaining("the store has version 2");
            assertThatThrownBy(store::rebuild).hasMessageContaining("the store has version 2");
        }
    }

    @Test
    void neither_without_a_store_nor_beside_a_node() throws Exception {
        assertThatThrownBy(() -> OfflineStore.open(directory)).hasMessageContaining("no store is in " + directory);
        assertThat(directory).isEmptyDirectory();
        fill();
        try (DataDirectory used = DataDirectory.use(directory)) {
            assertThatThrownBy(() -> OfflineStore.open(used.path())).hasMessageContaining("a running node uses it");
        }
    }

    /** In groups of 100, all in the log. */
    private void fill() throws IOException {
        try (Storage storage = RocksDbStorage.factory(SyncLevel.ASYNC).open(directory)) {
            for (int group = 0; group < VALUES / 100; group++) {
                List<Batch> batches = new ArrayList<>();
                for (int i = 0; i < 100; i++) batches.add(Batch.of(name(100 * group + i), value(i)));
                storage.write(batches);
            }
        }
    }

    private static String name(int i) {
        return String.format("key-%06d", i);
    }

    private static byte[] value(int i) {
        byte[] value = new byte[VALUE_BYTES];
        new java.util.SplittableRandom(i).nextBytes(value);
        return value;
    }

    /** Folds the log into a table, which is answered. */
    private Path flush() throws IOException, RocksDBException {
        try (Options options = new Options();
                RocksDB db = RocksDB.open(options, directory.resolve("store").toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush);
        }
        return file(".sst");
    }

    private Path file(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flip(Path file, long position) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) position] ^= 1;
        Files.write(file, bytes);
    }

    private int read() throws IOException {
        try (Storage storage = RocksDbStorage.factory(SyncLevel.SYNC).open(directory)) {
            return storage.read().size();
        }
    }
}
