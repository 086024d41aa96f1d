package io.hearsay.dissemination.rumor;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rumors whose payload is remembered, in the order they were heard. Bounded by number, bytes and age. */
final class RecentRumors {
    private final RumorConfig.Window window;
    private final long ageNanos;
    private final Consumer<Item> forgotten;
    private final LinkedHashMap<RumorId, Item> items = new LinkedHashMap<>();
    private long bytes;

    RecentRumors(RumorConfig.Window window, Consumer<Item> forgotten) {
        this.window = window;
        this.ageNanos = window.age().toNanos();
        this.forgotten = forgotten;
    }

    @Nullable
    Item find(RumorId id) {
        return items.get(id);
    }

    /** Remembers a rumor, whatever its size; older ones make room. */
    void add(Item item) {
        items.put(item.id(), item);
        bytes += item.rumor.payload().length;
        while (items.size() > window.rumors() || bytes > window.bytes() && items.size() > 1) forgetOldest();
    }

    /** Forgets what is too old. */
    void sweep(long nowNanos) {
        while (!items.isEmpty() && nowNanos - items.values().iterator().next().heardNanos >= ageNanos) forgetOldest();
    }

    private void forgetOldest() {
        Iterator<Item> oldest = items.values().iterator();
        Item item = oldest.next();
        oldest.remove();
        bytes -= item.rumor.payload().length;
        forgotten.accept(item);
    }

    Collection<Item> items() {
        return items.values();
    }

    int size() {
        return items.size();
    }

    long bytes() {
        return bytes;
    }
}
