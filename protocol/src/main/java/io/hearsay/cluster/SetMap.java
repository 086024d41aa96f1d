package io.hearsay.cluster;

import io.hearsay.data.Bytes;
import io.hearsay.data.OrSet;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapRule;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReplicatedMap} of sets of texts: of an addition and a removal of one element that did not know of each other
 * the addition wins. A set with all its additions has at most 12 KiB.
 */
public final class SetMap extends ReplicatedMap<OrSet, SortedSet<String>> {

    SetMap(String name, @Nullable MapRule rule, SharedMaps maps) {
        super(name, MapPolicy.SETS, rule, maps);
    }

    @Override
    @Nullable
    SortedSet<String> read(OrSet cell) {
        SortedSet<String> elements = new TreeSet<>();
        for (Bytes element : cell.elements()) elements.add(new String(element.array(), StandardCharsets.UTF_8));
        return elements.isEmpty() ? null : Collections.unmodifiableSortedSet(elements);
    }

    /** Adds an element. */
    public CompletionStage<Void> add(String key, String element) {
        return writing(key).write((held, author) -> held.add(author.replica(), Bytes.of(element)));
    }

    /** Removes an element, as far as its additions are known here. */
    public CompletionStage<Void> remove(String key, String element) {
        return writing(key).write((held, author) -> held.remove(Bytes.of(element)));
    }
}
