package io.hearsay.node;

import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.data.map.MapsConfig.Quota;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps over restarts, and how.
 *
 * @param directory where; null if it forgets
 * @param storage in what form
 */
record Keeping(@Nullable Path directory, StorageFactory storage) {
    static final Keeping NOTHING = new Keeping(null, StorageFactory.file());

    /** What fits in a file that each write writes anew, of at most 16 MiB, names and keys twice. */
    private static final Quota IN_A_FILE = new Quota(64, 100_000, 5 << 20, 5 << 20);

    Keeping withDirectory(Path other) {
        return new Keeping(other, storage);
    }

    Keeping withStorage(StorageFactory other) {
        return new Keeping(directory, other);
    }

    Optional<Path> place() {
        return Optional.ofNullable(directory);
    }

    /** Maps are stored if anything is, as much of them as the storage bears. */
    MapsConfig preset(MapsConfig maps) {
        if (directory == null) return maps;
        MapsConfig stored = maps.withDurability(Durability.ASYNC);
        return storage == StorageFactory.file() ? stored.withQuota(IN_A_FILE) : stored;
    }

    void check(MapsConfig maps) {
        if (directory == null && maps.durability() != Durability.NONE)
            throw new IllegalArgumentException("maps' durability is " + maps.durability()
                    + ", and there is no data directory; give withDataDirectory(…)");
    }
}
