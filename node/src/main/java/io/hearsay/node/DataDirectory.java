package io.hearsay.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The sole use of a data directory, until it is closed or the process ends. */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes a directory, which is created if need be.
     *
     * @throws IOException if it cannot be written to, or a node uses it
     */
    public static DataDirectory use(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel lock = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() != null) return new DataDirectory(path, lock);
        } catch (OverlappingFileLockException e) {
            // a node of this very process has it
        }
        lock.close();
        throw new IOException("a running node uses it; give each node a data directory of its own");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
