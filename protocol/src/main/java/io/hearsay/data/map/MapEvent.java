package io.hearsay.data.map;

import io.hearsay.Event;
import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import org.jspecify.annotations.Nullable;

/** What happens to maps. */
public sealed interface MapEvent extends Event {

    /** What stands under a key has changed, or whether it can be read; null after it was dropped for good. */
    record Changed(String map, Bytes key, @Nullable Crdt<?> value) implements MapEvent {}

    /**
     * A write that waited for its store is over.
     *
     * @param ticket what {@link Write.Taken} said
     * @param problem null if it survives from now on; else it is in memory and spreads all the same
     */
    record Stored(long ticket, @Nullable String problem) implements MapEvent {}

    /** Something could not be stored that no write waited for. */
    record StoreFailed(String why) implements MapEvent {}

    /**
     * So many entries in the store are not what was stored; they were left out, and come from others if they have them.
     */
    record StoreRotted(long entries) implements MapEvent {}

    /**
     * An entry from elsewhere is held under another policy there; it was not taken in.
     *
     * @param ours the policy here, which is that of whoever was first known to have one
     * @param from the instance of who wrote or sent it
     */
    record PolicyConflict(String map, MapPolicy<?> ours, MapPolicy<?> theirs, long from) implements MapEvent {}

    /**
     * An entry from elsewhere is held by other members there; it was not taken in.
     *
     * @param ours the rule here, which is that of whoever was first known to have one
     * @param from the instance of who wrote or sent it
     */
    record RuleConflict(String map, MapRule ours, MapRule theirs, long from) implements MapEvent {}

    /**
     * This node's tags no longer meet a map's rule: it has dropped its entries, here alone. Watches hear nothing of
     * them, for what stands in the map has not changed.
     */
    record LetGo(String map, MapRule rule, long entries) implements MapEvent {}

    /** This node's tags have come to meet a map's rule: its entries come from those who hold it. */
    record TakenUp(String map, MapRule rule) implements MapEvent {}

    /**
     * A write is stamped further ahead than a clock may be; it was not taken in.
     *
     * @param writer the instance of who wrote it
     */
    record ClockAhead(String map, long writer, long aheadMillis) implements MapEvent {}
}
