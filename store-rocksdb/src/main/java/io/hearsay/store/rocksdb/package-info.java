/**
 * A node's journal in RocksDB, for data that outgrows one file written anew: a group of writes is appended to a log as
 * one atomic record, with one wait for the disk, and the log is folded into sorted tables in the background.
 *
 * <p>Everything lies in the folder {@code store} of the data directory. A key's first byte says what it is: 0 is the
 * store's own ({@code version}, a decimal number), 1 a value's, whose name follows in UTF-8.
 */
@NullMarked
package io.hearsay.store.rocksdb;

import org.jspecify.annotations.NullMarked;
