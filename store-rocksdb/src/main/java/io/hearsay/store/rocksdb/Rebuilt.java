package io.hearsay.store.rocksdb;

import java.util.List;

/**
 * What a rebuild did.
 *
 * @param store the folder of the store
 * @param keys values in it now
 * @param bytes of their names and contents
 * @param setAside where the damaged one is; empty if the store was sound and nothing was done
 * @param problems what could not be read, in words
 */
public record Rebuilt(String store, long keys, long bytes, String setAside, List<String> problems) {
    public Rebuilt {
        problems = List.copyOf(problems);
    }
}
