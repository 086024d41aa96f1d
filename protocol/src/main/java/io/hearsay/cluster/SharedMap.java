package io.hearsay.cluster;

import io.hearsay.NodeId;
import io.hearsay.data.Bytes;
import io.hearsay.data.Cell;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapRule;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReplicatedMap} of which the last write to a key wins, by hybrid clocks: a write whose author has seen
 * another one is later than that, and of those that did not know of each other the one stays that was made later by the
 * clocks of their hosts. A host whose clock is more than a minute ahead shadows nobody: others refuse its writes.
 *
 * <p>What was deleted stays deleted, also when a member comes back that still had it
 * ({@link io.hearsay.data.Retention}).
 */
public final class SharedMap extends ReplicatedMap<Cell, byte[]> {
    private final SharedMaps maps;

    SharedMap(String name, @Nullable MapRule rule, SharedMaps maps) {
        super(name, MapPolicy.LAST_WRITE, rule, maps);
        this.maps = maps;
    }

    @Override
    byte @Nullable [] read(Cell cell) {
        NodeId owner = cell.owner();
        Bytes value = owner == null || maps.isLive(owner) ? cell.valueAt(maps.nowMillis()) : null;
        return value == null ? null : value.toByteArray();
    }

    /**
     * Writes a value.
     *
     * @param value copied
     * @return done when it is here, and stored if this node stores at once; failed with {@link RefusedException} if it
     *     is too large or a quota is full, then nothing has changed
     */
    public CompletionStage<Void> put(String key, byte[] value) {
        Bytes copy = Bytes.of(value);
        return writing(key).write((held, author) -> Cell.of(author.stamp(), copy));
    }

    /**
     * Writes a value that is gone after a time, at each member by its own clock.
     *
     * @param value copied
     * @param ttl 1 ms or more, from when this node takes the write
     * @return as of {@link #put(String, byte[])}
     */
    public CompletionStage<Void> put(String key, byte[] value, Duration ttl) {
        if (ttl.compareTo(Duration.ofMillis(1)) < 0)
            throw new IllegalArgumentException("ttl must be 1 ms or more, was " + ttl);
        Bytes copy = Bytes.of(value);
        return writing(key)
                .write((held, author) ->
                        Cell.expiring(author.stamp(), copy, Math.addExact(author.nowMillis(), ttl.toMillis())));
    }

    /**
     * Writes a value that is there as long as this member is: what others need in order to find it. While a member
     * believes this one dead, it does not read the value; it does again when this one turns out to have been
     * unreachable. When this one leaves, is forgotten, or has restarted, the value is gone for good. What somebody else
     * writes under the key is theirs.
     *
     * @param value copied
     * @return as of {@link #put(String, byte[])}
     */
    public CompletionStage<Void> putEphemeral(String key, byte[] value) {
        Bytes copy = Bytes.of(value);
        return writing(key).write((held, author) -> Cell.owned(author.stamp(), copy, author.id()));
    }

    /** The member with whose life the value goes; empty where it stays, and where there is none. */
    public Optional<String> owner(String key) {
        Cell cell = cell(key);
        NodeId owner = cell == null ? null : cell.owner();
        return owner == null || !maps.isLive(owner) ? Optional.empty() : Optional.of(owner.name());
    }

    /** Deletes a value, here and wherever it is; as {@link #put(String, byte[])}. */
    public CompletionStage<Void> delete(String key) {
        return writing(key).write((held, author) -> Cell.deleted(author.stamp(), author.sites()));
    }
}
