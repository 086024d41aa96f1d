package io.hearsay.node;

import io.hearsay.Batch;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small map in one checksummed file, replaced as a whole.
 *
 * <p>Each group of writes makes one new file, which is forced to the disk and renamed over the old one: a crash leaves
 * the old state or the new. A damaged file is set aside with a warning, and the node starts with an empty map. The file
 * is its owner's alone. Bound: 16 MiB.
 *
 * <p>The file: {@code "HSJ1"}, then for each key in order its length and bytes and the value's length and bytes
 * (varints), then CRC-32C of all that in 4 bytes.
 */
final class FileStorage implements Storage {
    static final StorageFactory FACTORY = new StorageFactory() {
        @Override
        public Storage open(Path directory) throws IOException {
            return FileStorage.open(directory);
        }

        @Override
        public SortedMap<String, byte[]> look(Path directory) throws IOException {
            return FileStorage.look(directory);
        }
    };

    private static final Logger LOG = LoggerFactory.getLogger("io.hearsay.node");
    private static final byte[] MAGIC = {'H', 'S', 'J', '1'};
    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_BYTES = 16 << 20;
    private static final String FILE = "journal";

    private final Path directory;
    private SortedMap<String, byte[]> values;
    private long syncs;

    private FileStorage(Path directory, SortedMap<String, byte[]> values) {
        this.directory = directory;
        this.values = values;
    }

    private static FileStorage open(Path directory) throws IOException {
        try {
            return new FileStorage(directory, look(directory));
        } catch (MalformedMessageException e) {
            Path aside = setAside(directory, ".damaged");
            LOG.warn(
                    "{} is damaged ({}); it was set aside as {} and the node starts without its past",
                    directory.resolve(FILE),
                    e.getMessage(),
                    aside);
            return new FileStorage(directory, new TreeMap<>());
        }
    }

    private static SortedMap<String, byte[]> look(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) return new TreeMap<>();
        if (Files.size(file) > MAX_BYTES) throw new MalformedMessageException("longer than " + MAX_BYTES + " bytes");
        return decode(Files.readAllBytes(file));
    }

    /**
     * Moves what a file holds to a storage that has nothing yet, and sets the file aside in any case: from now on the
     * other storage is the journal. A crash on the way repeats it.
     */
    static void moveTo(Storage other, Path directory) throws IOException {
        if (!Files.exists(directory.resolve(FILE))) return;
        SortedMap<String, byte[]> values = open(directory).values;
        boolean isMoved = other.read().isEmpty();
        if (isMoved) other.write(List.of(new Batch(new TreeMap<>(values))));
        if (!Files.exists(directory.resolve(FILE))) return; // damaged, and already aside
        Path aside = setAside(directory, isMoved ? ".imported" : ".unused");
        if (isMoved) LOG.info("took {} values over from the file {}, now {}", values.size(), FILE, aside);
        else LOG.warn("the store has values of its own; the file {} was not read, and is now {}", FILE, aside);
    }

    private static Path setAside(Path directory, String suffix) throws IOException {
        Path file = directory.resolve(FILE);
        return Files.move(file, file.resolveSibling(FILE + suffix), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public SortedMap<String, byte[]> read() {
        return MemoryStorage.copy(values);
    }

    @Override
    public void write(List<Batch> group) throws IOException {
        TreeMap<String, byte[]> next = new TreeMap<>(values);
        MemoryStorage.apply(group, next);
        writeFile(encode(next));
        syncs++;
        values = next;
    }

    @Override
    public long syncs() {
        return syncs;
    }

    @Override
    public void close() {}

    private void writeFile(byte[] bytes) throws IOException {
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
