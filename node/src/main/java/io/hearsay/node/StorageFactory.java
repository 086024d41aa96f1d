package io.hearsay.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

/** A way to keep a journal in a data directory. */
public interface StorageFactory {

    /**
     * Opens the storage of a directory that exists and that no other node uses; a new directory's is empty.
     *
     * @throws IOException if it cannot be used; the message says what, where and what to do
     */
    Storage open(Path directory) throws IOException;

    /**
     * What is stored, whether or not a node uses it now; nothing if there is no storage. Changes nothing.
     *
     * @throws IOException if it cannot be read
     */
    SortedMap<String, byte[]> look(Path directory) throws IOException;

    /**
     * One checksummed file, {@code journal}, written anew by each group of writes and forced to the disk. Bound: 16
     * MiB. A damaged one is set aside with a warning.
     */
    static StorageFactory file() {
        return FileStorage.FACTORY;
    }
}
