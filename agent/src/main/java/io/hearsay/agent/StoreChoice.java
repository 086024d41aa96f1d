package io.hearsay.agent;

import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import io.hearsay.node.StorageFactory;
import io.hearsay.store.rocksdb.RocksDbStorage;
import io.hearsay.store.rocksdb.SyncLevel;
import java.nio.file.Path;
import java.util.Locale;

/** In what form the data directory keeps things: RocksDB, unless one says otherwise. */
final class StoreChoice {
    private StoreChoice() {}

    static StorageFactory of(Settings settings) {
        return isFile(settings) ? StorageFactory.file() : RocksDbStorage.factory(level(settings));
    }

    /** Refuses what would do nothing, and what would do other than it says. */
    static void check(Settings settings, Setting given) {
        Path directory = settings.path(Setting.DATA_DIR)
                .orElseThrow(() -> new IllegalArgumentException(
                        "it says how dataDir keeps things, and there is no dataDir; give one, or take it out"));
        if (isFile(settings) && given == Setting.STORE_SYNC)
            throw new IllegalArgumentException(
                    "it goes with `store: rocksdb`; `store: file` always waits for the disk");
        if (isFile(settings) && RocksDbStorage.isIn(directory))
            throw new IllegalArgumentException(directory + " holds a RocksDB store, which `store: file` does not read;"
                    + " take it out, or give another dataDir");
        if (!isFile(settings)
                && level(settings) == SyncLevel.ASYNC
                && settings.choice(Setting.DURABILITY).orElse("").equals("sync"))
            throw new IllegalArgumentException(
                    "`async` does not wait for the disk, which `maps.durability: sync` promises; give one of them");
    }

    private static boolean isFile(Settings settings) {
        return settings.choice(Setting.STORE).orElse("rocksdb").equals("file");
    }

    private static SyncLevel level(Settings settings) {
        return SyncLevel.valueOf(
                settings.choice(Setting.STORE_SYNC).orElse("sync").toUpperCase(Locale.ROOT));
    }
}
