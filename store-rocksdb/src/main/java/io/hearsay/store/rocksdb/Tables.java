package io.hearsay.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How keys and versions are written, and what a small database needs of RocksDB. */
final class Tables {
    /** The folder in the data directory. */
    static final String FOLDER = "store";

    static final int VERSION = 1;
    static final byte[] VERSION_KEY = "\0version".getBytes(StandardCharsets.UTF_8);

    private static final Logger LOG = LoggerFactory.getLogger("io.hearsay.store.rocksdb");
    private static final byte VALUE = 1;
    private static final long WRITE_BUFFER_BYTES = 4 << 20;
    private static final int WRITE_BUFFERS = 4;
    private static final long LOG_BYTES = 32 << 20;
    private static final long CACHE_BYTES = 1 << 20;
    private static final int OPEN_FILES = 64;

    private Tables() {}

    /**
     * Unpacks the native library in a directory, 15 MB until the process ends; there and not in the system's temporary
     * one, where each killed process would leave another copy.
     */
    static void load(Path directory) throws IOException {
        try {
            NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
        } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
            throw new IOException(
                    "RocksDB's native library does not load (" + e.getMessage()
                            + "); it is unpacked there, which must allow programs to run from it; or keep the journal in"
                            + " one file (`--store file`)",
                    e);
        }
    }

    /**
     * For reading, and for writing if {@code isWritten}: at most 20 MiB of memory, few threads, few files. RocksDB's
     * warnings are logged while it writes; who only reads tells what fails.
     */
    static Options options(boolean isWritten) {
        Options options = new Options()
                .setCreateIfMissing(isWritten)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                .setMaxTotalWalSize(LOG_BYTES)
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(OPEN_FILES)
                .setStatsDumpPeriodSec(0)
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(new LRUCache(CACHE_BYTES)));
        options.setLogger(new org.rocksdb.Logger(isWritten ? InfoLogLevel.WARN_LEVEL : InfoLogLevel.FATAL_LEVEL) {
            @Override
            protected void log(InfoLogLevel level, String message) {
                LOG.warn("RocksDB: {}", message.strip());
            }
        });
        return options;
    }

    static byte[] key(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[utf8.length + 1];
        key[0] = VALUE;
        System.arraycopy(utf8, 0, key, 1, utf8.length);
        return key;
    }

    /** All values, by name, in the order of their keys; checksums are verified on the way. */
    static void forEach(RocksDB db, BiConsumer<String, byte[]> action) throws RocksDBException {
        try (ReadOptions options = new ReadOptions().setFillCache(false);
                RocksIterator at = db.newIterator(options)) {
            for (at.seek(new byte[] {VALUE}); at.isValid(); at.next()) give(at.key(), at::value, action);
            at.status();
        }
    }

    /** Nothing if it is not a value's key. */
    static void give(byte[] key, Supplier<byte[]> value, BiConsumer<String, byte[]> action) {
        if (key[0] == VALUE) action.accept(new String(key, 1, key.length - 1, StandardCharsets.UTF_8), value.get());
    }

    static SortedMap<String, byte[]> read(RocksDB db) throws RocksDBException {
        TreeMap<String, byte[]> values = new TreeMap<>();
        forEach(db, values::put);
        return values;
    }

    static boolean isEmpty(RocksDB db) throws RocksDBException {
        try (RocksIterator at = db.newIterator()) {
            at.seekToFirst();
            boolean isEmpty = !at.isValid();
            at.status();
            return isEmpty;
        }
    }

    static byte[] version(int version) {
        return Integer.toString(version).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Refuses what this version does not understand.
     *
     * @throws NewerStoreException if a newer one wrote it
     * @throws RocksDBException if it says no version
     */
    static void checkVersion(RocksDB db) throws RocksDBException, NewerStoreException {
        byte[] written = db.get(VERSION_KEY);
        if (written == null) throw new RocksDBException("it does not say its version");
        if (Arrays.equals(written, version(VERSION))) return;
        throw new NewerStoreException(new String(written, StandardCharsets.US_ASCII));
    }
}
