package io.hearsay.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Batch;
import io.hearsay.node.Storage;
import io.hearsay.node.StorageFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksDbStorageTest {
    private static final StorageFactory SYNC = RocksDbStorage.factory(SyncLevel.SYNC);

    @TempDir
    private Path directory;

    @Test
    void a_group_is_one_sync_and_async_has_none() throws IOException {
        List<Batch> group = new ArrayList<>();
        for (int i = 0; i < 50; i++) group.add(Batch.of("key" + i, new byte[100]));
        try (Storage storage = SYNC.open(directory)) {
            long before = storage.syncs();
            storage.write(group);
            assertThat(storage.syncs() - before).isEqualTo(1);
        }
        try (Storage storage = RocksDbStorage.factory(SyncLevel.ASYNC).open(directory)) {
            long before = storage.syncs();
            storage.write(group);
            assertThat(storage.syncs() - before).isZero();
        }
    }

    @Test
    void the_store_is_its_owners_alone() throws IOException {
        SYNC.open(directory).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("store"))))
                .isEqualTo("rwx------");
    }

    @Test
    void one_can_look_while_a_node_writes() throws IOException {
        assertThat(SYNC.look(directory)).isEmpty();
        assertThat(directory).isEmptyDirectory();
        try (Storage storage = SYNC.open(directory)) {
            storage.write(List.of(Batch.of("keys", new byte[] {1, 2})));
            assertThat(SYNC.look(directory)).containsOnlyKeys("keys");
            storage.write(List.of(Batch.of("more", new byte[] {3})));
            assertThat(SYNC.look(directory)).containsOnlyKeys("keys", "more");
        }
        assertThat(SYNC.look(directory)).containsOnlyKeys("keys", "more");
    }

    @Test
    void a_damaged_table_is_refused_and_the_message_says_what_to_do() throws Exception {
        Path table = storeWithTable();
        byte[] bytes = Files.readAllBytes(table);
        bytes[10] ^= 1;
        Files.write(table, bytes);
        assertThatThrownBy(() -> {
                    try (Storage storage = SYNC.open(directory)) {
                        storage.read();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("store").toString())
                .hasMessageContaining("damaged")
                .hasMessageContaining("checksum")
                .hasMessageContaining("hearsay store rebuild " + directory);
    }

    @Test
    void a_missing_file_is_refused_and_nothing_is_swept_out() throws Exception {
        Path table = storeWithTable();
        Files.delete(directory.resolve("store/CURRENT"));
        assertThatThrownBy(() -> SYNC.open(directory))
                .hasMessageContaining("CURRENT is missing")
                .hasMessageContaining("hearsay store rebuild");
        assertThat(table).exists();
        Files.delete(table);
    }

    @Test
    void a_newer_version_is_refused() throws Exception {
        SYNC.open(directory).close();
        try (Options options = new Options();
                RocksDB db = RocksDB.open(options, directory.resolve("store").toString())) {
            db.put(Tables.VERSION_KEY, Tables.version(2));
        }
        assertThatThrownBy(() -> SYNC.open(directory))
                .hasMessageContaining("the store has version 2, this Hearsay knows 1")
                .hasMessageContaining("run the newer Hearsay");
        assertThatThrownBy(() -> SYNC.look(directory)).hasMessageContaining("version 2");
    }

    @Test
    void a_start_that_was_cut_short_is_begun_again() throws Exception {
        Files.createDirectories(directory.resolve("store"));
        Files.write(directory.resolve("store/MANIFEST-000001"), new byte[0]);
        try (Storage storage = SYNC.open(directory)) {
            assertThat(storage.read()).isEmpty();
        }
    }

    /** A store whose one value is in a table, not in the log. */
    private Path storeWithTable() throws IOException, RocksDBException {
        try (Storage storage = SYNC.open(directory)) {
            storage.write(List.of(Batch.of("key", new byte[1_000])));
        }
        try (Options options = new Options();
                RocksDB db = RocksDB.open(options, directory.resolve("store").toString());
                FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush);
        }
        try (Stream<Path> files = Files.list(directory.resolve("store"))) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
