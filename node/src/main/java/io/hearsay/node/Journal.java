package io.hearsay.node;

import io.hearsay.Batch;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps over restarts: a small map in one checksummed file, replaced as a whole.
 *
 * <p>A writer takes all that has gathered, writes one new file, forces it to the disk and renames it over the old one:
 * a crash leaves the old state or the new. A damaged file is set aside with a warning, and the node starts with an
 * empty map. The file is its owner's alone. Without a data directory everything is kept in memory, and stored at once.
 * Bound: 16 MiB.
 *
 * <p>The file: {@code "HSJ1"}, then for each key in order its length and bytes and the value's length and bytes
 * (varints), then CRC-32C of all that in 4 bytes.
 */
final class Journal {
    private static final byte[] MAGIC = {'H', 'S', 'J', '1'};
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_BYTES = 16 << 20;
    private static final String FILE = "journal";

    private final @Nullable Path directory;
    private final Executor writer;
    private final SortedMap<String, byte[]> values = new TreeMap<>();
    /** Guards what waits; never held while the disk is waited for, because the node's thread takes it. */
    private final Object gate = new Object();

    private List<Waiting> waiting = new ArrayList<>();
    private boolean isWriting;
    private @Nullable FileChannel lock;

    /** One batch that is not on the disk yet, and whom to tell. */
    private record Waiting(Batch batch, Runnable stored, Consumer<String> failed) {}

    private Journal(@Nullable Path directory, Executor writer) {
        this.directory = directory;
        this.writer = writer;
    }

    /** A journal that forgets with its process. */
    static Journal inMemory(Executor writer) {
        return new Journal(null, writer);
    }

    /**
     * Opens the journal of a data directory, which is created if need be.
     *
     * @throws UncheckedIOException if the directory cannot be used
     */
    static Journal open(Path directory, Executor writer, NodeLog log) {
        Journal journal = new Journal(directory, writer);
        try {
            Files.createDirectories(directory);
            journal.lock = lock(directory);
            Path file = directory.resolve(FILE);
            if (Files.exists(file)) journal.read(file, log);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use the data directory " + directory + " (" + e.getMessage()
                            + "); it must be a directory that this node alone can write to",
                    e);
        }
        return journal;
    }

    /**
     * What is stored in a data directory, whether or not a node uses it now. Changes nothing there; nothing if there is
     * no journal, or none that can be read.
     */
    static SortedMap<String, byte[]> look(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            return Files.exists(file) && Files.size(file) <= MAX_BYTES
                    ? decode(Files.readAllBytes(file))
                    : new TreeMap<>();
        } catch (IOException | MalformedMessageException e) {
            return new TreeMap<>();
        }
    }

    /** Lets another process use the directory. What still waits is not written any more. */
    void close() {
        synchronized (gate) {
            waiting = new ArrayList<>();
        }
        synchronized (this) {
            try {
                if (lock != null) lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A copy of what is stored. */
    synchronized SortedMap<String, byte[]> values() {
        TreeMap<String, byte[]> copy = new TreeMap<>();
        values.forEach((key, value) -> copy.put(key, value.clone()));
        return copy;
    }

    /** Stores the batch; one of the two is called afterwards, on the writer's thread. */
    void store(Batch batch, Runnable stored, Consumer<String> failed) {
        synchronized (gate) {
            waiting.add(new Waiting(batch, stored, failed));
            if (isWriting) return;
            isWriting = true;
        }
        writer.execute(this::write);
    }

    /** Stores the batch before it returns. */
    synchronized void storeNow(Batch batch) throws IOException {
        TreeMap<String, byte[]> next = new TreeMap<>(values);
        apply(batch, next);
        replace(next);
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel lock =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) return lock;
        } catch (OverlappingFileLockException e) {
            // a node of this very process has it
        }
        lock.close();
        throw new IOException("a running node uses it; give each node a data directory of its own");
    }

    private void write() {
        for (List<Waiting> group = takeGroup(); !group.isEmpty(); group = takeGroup()) {
            String problem = writeGroup(group);
            for (Waiting one : group) {
                if (problem == null) one.stored.run();
                else one.failed.accept(problem);
            }
        }
    }

    private List<Waiting> takeGroup() {
        synchronized (gate) {
            List<Waiting> group = waiting;
            waiting = new ArrayList<>();
            if (group.isEmpty()) isWriting = false;
            return group;
        }
    }

    private synchronized @Nullable String writeGroup(List<Waiting> group) {
        TreeMap<String, byte[]> next = new TreeMap<>(values);
        for (Waiting one : group) apply(one.batch, next);
        try {
            replace(next);
            return null;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void apply(Batch batch, Map<String, byte[]> values) {
        batch.writes().forEach((key, value) -> {
            if (value.length == 0) values.remove(key);
            else values.put(key, value);
        });
    }

    private void replace(SortedMap<String, byte[]> next) throws IOException {
        if (directory != null) writeFile(directory, encode(next));
        values.clear();
        values.putAll(next);
    }

    private static void writeFile(Path directory, byte[] bytes) throws IOException {
        if (bytes.length > MAX_BYTES)
            throw new IOException("the journal may take " + MAX_BYTES + " bytes, this is " + bytes.length);
        Path fresh = directory.resolve(FILE + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(
                fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersAlone(directory))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) out.write(buffer);
            out.force(true);
        }
        Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(directory);
    }

    /** From its first moment, where the file system knows owners: cluster keys may be in it. */
    private static FileAttribute<?>[] ownersAlone(Path directory) {
        if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /** Makes the renaming itself durable where the system lets one open a directory. */
    private static void forceDirectory(Path directory) {
        try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
            entry.force(true);
        } catch (IOException e) {
            // Windows cannot; there the rename is as durable as the system makes it.
        }
    }

    private static byte[] encode(SortedMap<String, byte[]> values) {
        ByteWriter out = new ByteWriter(1024).raw(MAGIC, 0, MAGIC.length);
        values.forEach((key, value) -> out.string(key).bytes(value));
        int checksum = checksum(out.array(), out.position());
        return out.u16(checksum >>> 16).u16(checksum).toByteArray();
    }

    private void read(Path file, NodeLog log) throws IOException {
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new MalformedMessageException("longer than " + MAX_BYTES + " bytes");
            values.putAll(decode(Files.readAllBytes(file)));
        } catch (MalformedMessageException e) {
            Path aside = file.resolveSibling(FILE + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            log.warn(
                    "{} is damaged ({}); it was set aside as {} and the node starts without its past",
                    file,
                    e.getMessage(),
                    aside);
        }
    }

    private static SortedMap<String, byte[]> decode(byte[] bytes) {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < MAGIC.length) throw new MalformedMessageException("only " + bytes.length + " bytes");
        ByteReader tail = new ByteReader(bytes, length, CHECKSUM_BYTES);
        if ((tail.u16() << 16 | tail.u16()) != checksum(bytes, length))
            throw new MalformedMessageException("its checksum does not match");
        ByteReader in = new ByteReader(bytes, 0, length);
        for (byte b : MAGIC) if (in.u8() != b) throw new MalformedMessageException("it is no journal");
        TreeMap<String, byte[]> values = new TreeMap<>();
        while (in.remaining() > 0) values.put(in.string(MAX_BYTES), in.bytes(MAX_BYTES));
        return values;
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
