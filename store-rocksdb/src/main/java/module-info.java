/** A node's journal in RocksDB. */
module io.hearsay.store.rocksdb {
    exports io.hearsay.store.rocksdb;

    requires static transitive org.jspecify;
    requires transitive io.hearsay.node;
    requires org.slf4j;
    requires rocksdbjni;
}
