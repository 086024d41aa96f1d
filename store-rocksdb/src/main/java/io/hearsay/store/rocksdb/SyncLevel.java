package io.hearsay.store.rocksdb;

/** What holds when a write has returned. */
public enum SyncLevel {
    /** It outlives the process; a loss of power may take the last seconds, whole groups of writes from the end. */
    ASYNC,
    /** And it outlives a loss of power: each group of writes waits for the disk once. */
    SYNC
}
