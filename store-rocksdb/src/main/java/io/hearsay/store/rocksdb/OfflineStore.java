package io.hearsay.store.rocksdb;

import io.hearsay.Batch;
import io.hearsay.antientropy.Marks;
import io.hearsay.node.DataDirectory;
import io.hearsay.node.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/** The store of a data directory that no node uses: looked at, and mended. */
public final class OfflineStore implements AutoCloseable {
    private final DataDirectory directory;
    private final Path folder;

    private OfflineStore(DataDirectory directory) {
        this.directory = directory;
        folder = directory.path().resolve(Tables.FOLDER);
    }

    /**
     * Keeps nodes away until it is closed.
     *
     * @throws IOException if there is no store, or a node uses it
     */
    public static OfflineStore open(Path directory) throws IOException {
        if (!RocksDbStorage.isIn(directory))
            throw new IOException("no store is in " + directory + "; an agent makes one in its data directory");
        return new OfflineStore(DataDirectory.use(directory));
    }

    /** Counts; verifies no more than it meets. Changes nothing. */
    public StoreReport stats() throws IOException {
        return report(false);
    }

    /** Reads everything and verifies all checksums. Changes nothing. */
    public StoreReport check() throws IOException {
        return report(true);
    }

    private StoreReport report(boolean isVerified) throws IOException {
        List<String> problems = new ArrayList<>();
        Tally tally = new Tally();
        long writes = 0;
        try (Options options = Tables.options(false);
                RocksDB db = RocksDB.openReadOnly(options, folder.toString())) {
            writes = db.getLatestSequenceNumber();
            Tables.checkVersion(db);
            Tables.forEach(db, tally::add);
            if (isVerified) db.verifyChecksum();
        } catch (RocksDBException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        if (isVerified && problems.isEmpty()) checkLog(problems);
        int files = 0;
        long diskBytes = 0;
        for (Path file : files()) {
            files++;
            diskBytes += Files.size(file);
        }
        return new StoreReport(folder.toString(), tally.keys, tally.bytes, writes, files, diskBytes, problems);
    }

    /** A log that breaks off at its end has met a crash; one that does before has been damaged. */
    private void checkLog(List<String> problems) {
        try (Options options = Tables.options(false).setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
                RocksDB db = RocksDB.openReadOnly(options, folder.toString())) {
            Tables.isEmpty(db);
        } catch (RocksDBException e) {
            problems.add("its log is damaged, and a node would start with what stands before that: " + e.getMessage());
        }
    }

    /**
     * Writes what can be read to a fresh store and sets the damaged one aside. A sound store is left alone. Where only
     * single tables can be read, what was deleted last may be back.
     *
     * @throws IOException if a newer version wrote it, or the disk is full; nothing was changed then
     */
    public Rebuilt rebuild() throws IOException {
        StoreReport found = check();
        if (found.problems().isEmpty())
            return new Rebuilt(folder.toString(), found.keys(), found.bytes(), "", List.of());
        List<String> problems = new ArrayList<>(found.problems());
        SortedMap<String, byte[]> saved = new Salvage(folder, files(), problems).values();
        saved.keySet().removeIf(key -> key.startsWith(Marks.STORED)); // they tell of all that was stored
        Path fresh = directory.path().resolve(Tables.FOLDER + ".new");
        removeUnfinished(fresh);
        try (Storage storage = RocksDbStorage.openFolder(fresh, SyncLevel.SYNC)) {
            storage.write(List.of(new Batch(new TreeMap<>(saved))));
        }
        Path aside = free();
        Files.move(folder, aside);
        Files.move(fresh, folder);
        Tally tally = new Tally();
        saved.forEach(tally::add);
        return new Rebuilt(folder.toString(), tally.keys, tally.bytes, aside.toString(), problems);
    }

    /** Of a rebuild that was cut short. */
    private static void removeUnfinished(Path fresh) throws IOException {
        if (!Files.exists(fresh)) return;
        try (Stream<Path> files = Files.list(fresh)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(fresh);
    }

    private Path free() {
        for (int i = 1; ; i++) {
            Path aside = directory.path().resolve(Tables.FOLDER + ".damaged-" + i);
            if (!Files.exists(aside)) return aside;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Override
    public void close() {
        directory.close();
    }

    /** Counts values. */
    private static final class Tally {
        private long keys;
        private long bytes;

        void add(String name, byte[] value) {
            keys++;
            bytes += Tables.key(name).length - 1 + value.length;
        }
    }
}
