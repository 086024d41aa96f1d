package io.hearsay.store.rocksdb;

import java.util.List;

/**
 * What a store holds, and what is wrong with it.
 *
 * @param store its folder
 * @param keys values that can be read
 * @param bytes of their names and contents
 * @param writes single writes and deletes in its life
 * @param files of its folder
 * @param diskBytes that they take
 * @param problems in words; none if it is sound, or was not verified
 */
public record StoreReport(
        String store, long keys, long bytes, long writes, int files, long diskBytes, List<String> problems) {
    public StoreReport {
        problems = List.copyOf(problems);
    }
}
