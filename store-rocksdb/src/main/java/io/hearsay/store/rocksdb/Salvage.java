package io.hearsay.store.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIteratorInterface;
import org.rocksdb.SstFileReader;
import org.rocksdb.WALRecoveryMode;

/**
 * Reads what can be read of a damaged store: the whole with its log, from both ends up to what is damaged; and each
 * table by itself, for what the whole does not tell.
 */
final class Salvage {
    private final Path folder;
    private final List<Path> files;
    private final List<String> problems;
    private final TreeMap<String, byte[]> ofTables = new TreeMap<>();
    private final TreeMap<String, byte[]> ofWhole = new TreeMap<>();

    Salvage(Path folder, List<Path> files, List<String> problems) {
        this.folder = folder;
        this.files = files;
        this.problems = problems;
    }

    /** What was saved; the whole's values are newer than those of tables, and complete if nothing stopped it. */
    SortedMap<String, byte[]> values() throws IOException {
        for (Path file : files) if (file.toString().endsWith(".sst")) readTable(file);
        if (readWhole()) return ofWhole;
        TreeMap<String, byte[]> values = new TreeMap<>(ofTables);
        values.putAll(ofWhole);
        return values;
    }

    private void readTable(Path file) {
        try (Options options = Tables.options(false);
                ReadOptions reading = new ReadOptions();
                SstFileReader table = new SstFileReader(options)) {
            table.open(file.toString());
            try (var at = table.newIterator(reading)) {
                readFromBothEnds(at, () -> Tables.give(at.key(), at::value, ofTables::put));
            }
        } catch (RocksDBException e) {
            problems.add(file.getFileName() + ": " + e.getMessage());
        }
    }

    private boolean readWhole() throws IOException {
        try (Options options = Tables.options(false).setWalRecoveryMode(WALRecoveryMode.SkipAnyCorruptedRecords);
                ReadOptions reading = new ReadOptions()) {
            nameManifest();
            try (RocksDB db = RocksDB.openReadOnly(options, folder.toString());
                    var at = db.newIterator(reading)) {
                readFromBothEnds(at, () -> Tables.give(at.key(), at::value, ofWhole::put));
                return true;
            }
        } catch (RocksDBException e) {
            problems.add("the whole: " + e.getMessage());
            return false;
        }
    }

    /** Forwards, and if something is damaged, backwards from the end up to there, too. */
    private static void readFromBothEnds(RocksIteratorInterface at, Runnable read) throws RocksDBException {
        try {
            for (at.seekToFirst(); at.isValid(); at.next()) read.run();
            at.status();
        } catch (RocksDBException e) {
            for (at.seekToLast(); at.isValid(); at.prev()) read.run();
            throw e;
        }
    }

    /** Without CURRENT nothing finds the list of tables; the newest list is the one. */
    private void nameManifest() throws IOException {
        Path current = folder.resolve("CURRENT");
        if (Files.exists(current) && Files.size(current) > 0) return;
        Optional<Path> newest = files.stream()
                .filter(file -> file.getFileName().toString().startsWith("MANIFEST-"))
                .max(Path::compareTo);
        if (newest.isPresent())
            Files.writeString(
                    current,
                    newest.get().getFileName() + "\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING);
    }
}
