package io.hearsay.node;

import io.hearsay.Batch;
import io.hearsay.wire.MalformedMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps over restarts: the writes of its parts, handed to a {@link Storage} in groups.
 *
 * <p>A writer takes all that has gathered while it wrote and stores it as one; whoever asked is told afterwards, never
 * before. A data directory has one node at a time.
 */
final class Journal {
    private final Storage storage;
    private final @Nullable DataDirectory directory;
    private final Executor writer;
    /** Guards what waits; never held while the disk is waited for, because the node's thread takes it. */
    private final Object gate = new Object();

    private List<Waiting> waiting = new ArrayList<>();
    private boolean isWriting;
    private boolean isClosed;
    private volatile Counts counts = new Counts(0, 0);

    /**
     * What it has done.
     *
     * @param batches written
     * @param syncs waits for the disk
     */
    record Counts(long batches, long syncs) {}

    /** One batch that is not stored yet, and whom to tell. */
    private record Waiting(Batch batch, Runnable stored, Consumer<String> failed) {}

    private Journal(Storage storage, @Nullable DataDirectory directory, Executor writer) {
        this.storage = storage;
        this.directory = directory;
        this.writer = writer;
    }

    /** A journal that forgets with its process. */
    static Journal inMemory(Executor writer) {
        return new Journal(Storage.inMemory(), null, writer);
    }

    /**
     * Opens the journal of a data directory, which is created if need be. Another storage than the file takes over what
     * a file holds.
     *
     * @throws UncheckedIOException if the directory cannot be used
     */
    static Journal open(Path directory, StorageFactory factory, Executor writer) {
        DataDirectory used = use(directory);
        try {
            return new Journal(storage(directory, factory), used, writer);
        } catch (IOException e) {
            used.close();
            throw new UncheckedIOException("cannot use the data directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Storage storage(Path directory, StorageFactory factory) throws IOException {
        Storage storage = factory.open(directory);
        try {
            if (!(storage instanceof FileStorage)) FileStorage.moveTo(storage, directory);
            return storage;
        } catch (IOException e) {
            storage.close();
            throw e;
        }
    }

    /**
     * What is stored in a data directory, whether or not a node uses it now. Changes nothing there; nothing if there is
     * no journal, or none that can be read.
     */
    static SortedMap<String, byte[]> look(Path directory, StorageFactory factory) {
        SortedMap<String, byte[]> values = lookQuietly(directory, factory);
        return values.isEmpty() ? lookQuietly(directory, StorageFactory.file()) : values;
    }

    private static SortedMap<String, byte[]> lookQuietly(Path directory, StorageFactory factory) {
        try {
            return factory.look(directory);
        } catch (IOException | MalformedMessageException e) {
            return new TreeMap<>();
        }
    }

    /** Lets another process use the directory. What still waits is not written any more. */
    void close() {
        synchronized (gate) {
            if (isClosed) return;
            isClosed = true;
            waiting = new ArrayList<>();
        }
        synchronized (this) {
            try {
                storage.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                if (directory != null) directory.close();
            }
        }
    }

    /**
     * A copy of what is stored.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    synchronized SortedMap<String, byte[]> values() {
        try {
            return storage.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Stores the batch; one of the two is called afterwards, on the writer's thread. Nothing happens once closed. */
    void store(Batch batch, Runnable stored, Consumer<String> failed) {
        synchronized (gate) {
            if (isClosed) return;
            waiting.add(new Waiting(batch, stored, failed));
            if (isWriting) return;
            isWriting = true;
        }
        writer.execute(this::writeAll);
    }

    /** Stores the batch before it returns. */
    synchronized void storeNow(Batch batch) throws IOException {
        write(List.of(batch));
    }

    /** From any thread; never waits. */
    Counts counts() {
        return counts;
    }

    private static DataDirectory use(Path directory) {
        try {
            return DataDirectory.use(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot use the data directory " + directory + " (" + e.getMessage()
                            + "); it must be a directory that this node alone can write to",
                    e);
        }
    }

    private void writeAll() {
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
        synchronized (gate) {
            if (isClosed) return "the node has closed";
        }
        try {
            write(group.stream().map(Waiting::batch).toList());
            return null;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void write(List<Batch> group) throws IOException {
        storage.write(group);
        counts = new Counts(counts.batches + group.size(), storage.syncs());
    }
}
