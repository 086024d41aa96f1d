package io.hearsay.data.map;

import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a map here, for any thread to read, for as long as this node is to hold it. Reading fails with
 * {@link IllegalStateException} while it is not, and goes on when it is again.
 *
 * @param <C> what stands under a key
 */
public final class MapReader<C extends Crdt<C>> {
    private final OneMap<C> map;

    MapReader(OneMap<C> map) {
        this.map = map;
    }

    /** What stands under the key; null if nothing does. */
    public @Nullable C cell(Bytes key) {
        C cell = map.state.cell(key);
        map.checkHeld(); // after reading: what is dropped meanwhile must not look like nothing
        return cell;
    }

    /** Reads all of it, in no order; sees changes made meanwhile or not. */
    public void forEach(BiConsumer<Bytes, C> each) {
        map.state.cells().forEach(each);
        map.checkHeld();
    }
}
