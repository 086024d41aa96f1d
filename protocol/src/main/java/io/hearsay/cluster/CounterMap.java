package io.hearsay.cluster;

import io.hearsay.data.PnCounter;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapRule;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A {@link ReplicatedMap} of counters: all that anybody adds or takes away counts once. A key never ends. */
public final class CounterMap extends ReplicatedMap<PnCounter, Long> {

    CounterMap(String name, @Nullable MapRule rule, SharedMaps maps) {
        super(name, MapPolicy.COUNTERS, rule, maps);
    }

    @Override
    Long read(PnCounter cell) {
        return cell.value();
    }

    /** Adds, or takes away what is below 0; fails with {@link ArithmeticException} where 63 bits do not suffice. */
    public CompletionStage<Void> add(String key, long amount) {
        return writing(key).write((held, author) -> held.add(author.replica(), amount));
    }
}
