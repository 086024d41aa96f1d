package io.hearsay.node;

import io.hearsay.Batch;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/**
 * Where a node's journal lies: named values that outlive the process.
 *
 * <p>A node holds what it knows in its heap; it reads a storage when it starts and only writes it afterwards. A group
 * of batches is written whole or not at all, whatever crashes, and is as durable as was configured when {@link #write}
 * returns. Called by one thread at a time, and by none after {@link #close}.
 */
public interface Storage extends AutoCloseable {

    /** All that is stored; map and arrays are the caller's. */
    SortedMap<String, byte[]> read() throws IOException;

    /**
     * Writes these batches, later ones over earlier ones, as one.
     *
     * @throws IOException if nothing of them was written
     */
    void write(List<Batch> group) throws IOException;

    /** How often it has waited for the disk to have everything, since it was opened. */
    long syncs();

    @Override
    void close() throws IOException;

    /** One that forgets with its process. */
    static Storage inMemory() {
        return new MemoryStorage();
    }
}
