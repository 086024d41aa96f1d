package io.hearsay.cluster;

import io.hearsay.data.EnableWinsFlag;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapRule;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A {@link ReplicatedMap} of flags: of an enabling and a disabling that did not know of each other enabling wins. */
public final class FlagMap extends ReplicatedMap<EnableWinsFlag, Boolean> {

    FlagMap(String name, @Nullable MapRule rule, SharedMaps maps) {
        super(name, MapPolicy.FLAGS, rule, maps);
    }

    @Override
    Boolean read(EnableWinsFlag cell) {
        return cell.isEnabled();
    }

    /** Enables or disables. */
    public CompletionStage<Void> set(String key, boolean enabled) {
        return writing(key).write((held, author) -> enabled ? held.enable(author.replica()) : held.disable());
    }
}
