package io.hearsay.cluster;

import io.hearsay.data.Bytes;
import io.hearsay.data.MvRegister;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapRule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReplicatedMap} in which writes that did not know of each other stand side by side, as siblings, until
 * somebody who has seen them writes.
 */
public final class SiblingMap extends ReplicatedMap<MvRegister, Siblings> {

    SiblingMap(String name, @Nullable MapRule rule, SharedMaps maps) {
        super(name, MapPolicy.SIBLINGS, rule, maps);
    }

    @Override
    @Nullable
    Siblings read(MvRegister cell) {
        Siblings siblings = new Siblings(cell);
        return siblings.size() == 0 ? null : siblings;
    }

    /** Writes a value in place of all that stand here when this node takes the write. */
    public CompletionStage<Void> put(String key, byte[] value) {
        Bytes copy = Bytes.of(value);
        return writing(key).write((held, author) -> held.write(author.replica(), copy));
    }

    /**
     * Writes a value in place of exactly those that were seen; what was written since stays, as a sibling.
     *
     * @param seen what {@link #get} has answered
     */
    public CompletionStage<Void> put(String key, byte[] value, Siblings seen) {
        Bytes copy = Bytes.of(value);
        return writing(key).write((held, author) -> held.write(author.replica(), copy, seen.seen));
    }

    /** Deletes exactly the values that were seen. */
    public CompletionStage<Void> delete(String key, Siblings seen) {
        return writing(key).write((held, author) -> held.delete(seen.seen));
    }

    /** Deletes all values that stand here when this node takes the write. */
    public CompletionStage<Void> delete(String key) {
        return writing(key).write((held, author) -> held.delete(held.seen()));
    }

    /**
     * Where a key has several values, writes one in their place.
     *
     * @param resolver makes one of two or more values; called here and now, by the caller's thread
     * @return done at once if there are fewer than two; failed with what the resolver throws, then nothing has changed
     */
    public CompletionStage<Void> resolve(String key, Function<List<byte[]>, byte[]> resolver) {
        Optional<Siblings> siblings = get(key);
        if (siblings.isEmpty() || siblings.get().size() < 2) return CompletableFuture.completedStage(null);
        try {
            return put(key, resolver.apply(siblings.get().values()), siblings.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
