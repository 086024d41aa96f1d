package io.hearsay.store.rocksdb;

import java.io.IOException;

/** A store that a newer Hearsay wrote; it is left as it is. */
final class NewerStoreException extends IOException {
    NewerStoreException(String version) {
        super("the store has version " + version + ", this Hearsay knows " + Tables.VERSION
                + "; nothing was changed: run the newer Hearsay, or give another data directory");
    }
}
