package io.hearsay.data.map;

import io.hearsay.data.Acknowledged;
import io.hearsay.data.Cell;
import io.hearsay.data.Crdt;
import io.hearsay.data.CrdtMap;
import io.hearsay.data.EnableWinsFlag;
import io.hearsay.data.LwwMap;
import io.hearsay.data.MapState;
import io.hearsay.data.MvRegister;
import io.hearsay.data.OrSet;
import io.hearsay.data.PnCounter;
import io.hearsay.data.Retention;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of writes to one key that did not know of each other. A map has one policy in the whole cluster.
 *
 * @param <C> what stands under a key
 */
public final class MapPolicy<C extends Crdt<C>> {
    /** The last write wins. */
    public static final MapPolicy<Cell> LAST_WRITE = new MapPolicy<>("last-write", Cell.class, Cell.NEVER);

    /** Both stay, as siblings, until somebody who has seen them writes. */
    public static final MapPolicy<MvRegister> SIBLINGS =
            new MapPolicy<>("siblings", MvRegister.class, MvRegister.EMPTY);

    /** Values are counters, and both count. */
    public static final MapPolicy<PnCounter> COUNTERS = new MapPolicy<>("counters", PnCounter.class, PnCounter.EMPTY);

    /** Values are sets; of an addition and a removal of one element the addition wins. */
    public static final MapPolicy<OrSet> SETS = new MapPolicy<>("sets", OrSet.class, OrSet.EMPTY);

    /** Values are flags; of an enabling and a disabling the enabling wins. */
    public static final MapPolicy<EnableWinsFlag> FLAGS =
            new MapPolicy<>("flags", EnableWinsFlag.class, EnableWinsFlag.EMPTY);

    /** All there are. */
    public static final List<MapPolicy<?>> ALL = List.of(LAST_WRITE, SIBLINGS, COUNTERS, SETS, FLAGS);

    private final String name;
    private final Class<C> type;
    private final C nothing;

    private MapPolicy(String name, Class<C> type, C nothing) {
        this.name = name;
        this.type = type;
        this.nothing = nothing;
    }

    /** The policy under which such a value is held; null if there is none. */
    static @Nullable MapPolicy<?> of(Crdt<?> value) {
        for (MapPolicy<?> policy : ALL) if (policy.type.isInstance(value)) return policy;
        return null;
    }

    /** The policy of this name; null if there is none. */
    public static @Nullable MapPolicy<?> named(String name) {
        for (MapPolicy<?> policy : ALL) if (policy.name.equals(name)) return policy;
        return null;
    }

    /** What stands under a key that nobody has written. */
    C nothing() {
        return nothing;
    }

    C cast(Crdt<?> value) {
        return type.cast(value);
    }

    @SuppressWarnings("unchecked") // the type says which
    MapState<C> state(
            Company company, Retention retention, Supplier<Acknowledged> acknowledged, MapState.Changes<C> changes) {
        return type == Cell.class
                ? (MapState<C>)
                        new LwwMap(company.site(), retention, company, acknowledged, (MapState.Changes<Cell>) changes)
                : new CrdtMap<>(changes);
    }

    /** As people call it: {@code last-write}, {@code siblings}, {@code counters}, {@code sets}, {@code flags}. */
    @Override
    public String toString() {
        return name;
    }
}
