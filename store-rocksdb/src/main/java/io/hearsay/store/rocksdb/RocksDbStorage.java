package io.hearsay.store.rocksdb;

import io.hearsay.Batch;
import io.hearsay.node.Storage;
import io.hearsay.node.StorageFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TickerType;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A node's journal in RocksDB: its size is the data's, the cost of a write its own.
 *
 * <p>A group of writes is one atomic record of the log. After a crash the log is read up to its torn end. Warnings of
 * RocksDB's go to the log {@code io.hearsay.store.rocksdb}; one of them says so if the end was not where it should be.
 */
public final class RocksDbStorage implements Storage {
    private final Path folder;
    private final Options options;
    private final Statistics statistics;
    private final WriteOptions writing;
    private final RocksDB db;
    private boolean isClosed;

    private RocksDbStorage(Path folder, Options options, Statistics statistics, SyncLevel level, RocksDB db) {
        this.folder = folder;
        this.options = options;
        this.statistics = statistics;
        this.db = db;
        writing = new WriteOptions().setSync(level == SyncLevel.SYNC);
    }

    /** Journals in the folder {@code store} of a data directory. */
    public static StorageFactory factory(SyncLevel level) {
        return new StorageFactory() {
            @Override
            public Storage open(Path directory) throws IOException {
                return RocksDbStorage.open(directory, level);
            }

            @Override
            public SortedMap<String, byte[]> look(Path directory) throws IOException {
                return RocksDbStorage.look(directory);
            }
        };
    }

    /** Whether a data directory has a store. */
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(Tables.FOLDER));
    }

    private static RocksDbStorage open(Path directory, SyncLevel level) throws IOException {
        Tables.load(directory);
        return openFolder(directory.resolve(Tables.FOLDER), level);
    }

    static RocksDbStorage openFolder(Path folder, SyncLevel level) throws IOException {
        Statistics statistics = new Statistics();
        statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
        Options options = Tables.options(true).setStatistics(statistics);
        try {
            refuseHeadless(folder);
            createFolder(folder);
            RocksDB db = RocksDB.open(options, folder.toString());
            try {
                begin(db);
            } catch (IOException | RocksDBException e) {
                db.close();
                throw e;
            }
            return new RocksDbStorage(folder, options, statistics, level, db);
        } catch (RocksDBException e) {
            options.close();
            statistics.close();
            throw damaged(folder, e);
        } catch (IOException e) {
            options.close();
            statistics.close();
            throw e;
        }
    }

    private static void begin(RocksDB db) throws RocksDBException, IOException {
        if (!Tables.isEmpty(db)) {
            Tables.checkVersion(db);
            return;
        }
        try (WriteOptions synced = new WriteOptions().setSync(true)) {
            db.put(synced, Tables.VERSION_KEY, Tables.version(Tables.VERSION));
        }
    }

    /** Its owner's alone, where the file system knows owners: cluster keys are in it. */
    private static void createFolder(Path folder) throws IOException {
        if (Files.exists(folder)) return;
        Files.createDirectory(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix"))
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Without its first file RocksDB would take the folder for a new database, and sweep the old one's data out. */
    private static void refuseHeadless(Path folder) throws IOException, RocksDBException {
        if (!Files.exists(folder) || Files.exists(folder.resolve("CURRENT"))) return;
        try (Stream<Path> files = Files.list(folder)) {
            if (files.map(Path::toString).anyMatch(name -> name.endsWith(".sst") || name.endsWith(".log")))
                throw new RocksDBException("its file CURRENT is missing");
        }
    }

    private static SortedMap<String, byte[]> look(Path directory) throws IOException {
        Path folder = directory.resolve(Tables.FOLDER);
        if (!Files.exists(folder.resolve("CURRENT"))) return new TreeMap<>();
        try (Options options = Tables.options(false);
                RocksDB db = RocksDB.openReadOnly(options, folder.toString())) {
            Tables.checkVersion(db);
            return Tables.read(db);
        } catch (RocksDBException e) {
            throw damaged(folder, e);
        }
    }

    private static IOException damaged(Path folder, RocksDBException e) {
        return new IOException(
                "the store " + folder + " is damaged or cannot be read (" + e.getMessage()
                        + "); nothing was changed: `hearsay store check " + folder.getParent()
                        + "` says more, `hearsay store rebuild " + folder.getParent() + "` saves what can be read",
                e);
    }

    @Override
    public SortedMap<String, byte[]> read() throws IOException {
        try {
            return Tables.read(db);
        } catch (RocksDBException e) {
            throw damaged(folder, e);
        }
    }

    @Override
    public void write(List<Batch> group) throws IOException {
        try (WriteBatch all = new WriteBatch()) {
            for (Batch batch : group)
                for (var write : batch.writes().entrySet()) {
                    if (write.getValue().length == 0) all.delete(Tables.key(write.getKey()));
                    else all.put(Tables.key(write.getKey()), write.getValue());
                }
            db.write(writing, all);
        } catch (RocksDBException e) {
            throw new IOException("the store " + folder + " takes no writes (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public long syncs() {
        return statistics.getTickerCount(TickerType.WAL_FILE_SYNCED);
    }

    /** Waits for the disk, whatever the level. */
    @Override
    public void close() throws IOException {
        if (isClosed) return;
        isClosed = true;
        try {
            db.syncWal();
            db.closeE();
        } catch (RocksDBException e) {
            throw new IOException("the store " + folder + " could not be closed (" + e.getMessage() + ")", e);
        } finally {
            db.close();
            writing.close();
            options.close();
            statistics.close();
        }
    }
}
