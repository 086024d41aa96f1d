package io.hearsay.stack;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.antientropy.Marker;
import io.hearsay.antientropy.Marks;
import io.hearsay.antientropy.Marks.Mark;
import io.hearsay.antientropy.Watermark;
import io.hearsay.data.Acknowledged;
import io.hearsay.data.Timestamp;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.Maps;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.membership.Digests;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps account, for each scope, of how far those who hold its maps have taken in what the others hold. It is stored
 * behind what it tells of, so that it is never ahead of that.
 *
 * <p>Who is dead, or has left, counts for as long as all keep a certificate: until then what it deleted, or has not
 * heard of, is waited for. Bound: 65 scopes, and what {@link Watermark} keeps of each.
 */
final class MapMarks implements Marker {
    /** Marks of 256 members are 10 KiB. */
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final MapsConfig config;
    private final Membership membership;
    private final Environment env;
    private final long everyNanos;
    private final Map<String, Scoped> scopes = new TreeMap<>();
    private @Nullable Maps maps;

    /** Nothing is known yet. */
    MapMarks(MapsConfig config, Membership membership, Environment env) {
        this.config = config;
        this.membership = membership;
        this.env = env;
        everyNanos = Math.min(
                EVERY.toNanos(), config.retention().active().dividedBy(16).toNanos());
    }

    /** Of one scope. */
    private final class Scoped implements Acknowledged {
        private final String scope;
        private final Watermark watermark = new Watermark(membership.self().nameHash());
        private long metNanos = Long.MIN_VALUE;
        private long low = -1;

        Scoped(String scope) {
            this.scope = scope;
        }

        @Override
        public long reading() {
            return maps == null ? env.wallMillis() : maps.reading();
        }

        @Override
        public long watermark() {
            if (isTooMany()) return -1;
            Duration active = config.retention().active();
            List<Long> sites = rows().stream().map(Row::nameHash).toList();
            watermark.count(
                    sites,
                    env.wallMillis(),
                    active,
                    active.plus(config.retention().dormant()));
            return watermark.acknowledged();
        }

        @Override
        public boolean hasHeld(Timestamp written) {
            return watermark.hasHeld(written.replica(), written.millis());
        }

        @Override
        public boolean hasAbsent() {
            return watermark.hasAbsent();
        }

        /** All others that are to hold it, the dead included. */
        private List<Row> rows() {
            return membership.rows().stream()
                    .filter(row -> row != membership.self() && MapScopes.isMetBy(scope, row))
                    .toList();
        }

        /** What it has not stored it may hold no more in its next life. */
        private Marks marks(Maps those) {
            List<Long> lives = rows().stream().map(row -> row.id().instance()).toList();
            if (those.isStored()) low = Math.max(low, watermark.low(lives));
            return watermark.marks(new Mark(membership.self().id().instance(), those.mark()), low);
        }

        private boolean isDue() {
            boolean isSoon = metNanos != Long.MIN_VALUE && env.nowNanos() - metNanos < everyNanos;
            return !isSoon && !isTooMany();
        }

        private void met(Marks marks) {
            metNanos = env.nowNanos();
            watermark.met(marks);
            store();
        }

        private void store() {
            if (config.durability() == Durability.NONE || maps == null || !maps.isStored()) return;
            Marks all = watermark.all();
            ByteWriter out = new ByteWriter(all.sizeBytes());
            all.encode(out);
            env.persist(Batch.of(Marks.STORED + scope, out.toByteArray()), 0);
        }

        private void clear() {
            watermark.clear();
            low = -1;
            if (config.durability() != Durability.NONE) env.persist(Batch.of(Marks.STORED + scope, new byte[0]), 0);
        }
    }

    /**
     * Whose writes they are about; said once, before anything is asked.
     *
     * @param restored all that was stored; what is told of maps that could not be read whole counts for nothing
     */
    void of(Maps those, SortedMap<String, byte[]> restored) {
        maps = those;
        if (!those.isStored()) return;
        restored.subMap(Marks.STORED, Marks.STORED + Character.MAX_VALUE).forEach((key, stored) -> {
            try {
                Marks marks = Marks.decode(new ByteReader(stored));
                scoped(key.substring(Marks.STORED.length())).watermark.met(marks);
            } catch (MalformedMessageException e) {
                env.persist(Batch.of(key, new byte[0]), 0); // it is earned anew
            }
        });
    }

    private boolean isTooMany() {
        return membership.rows().size() > Marks.MAX_SITES + 1;
    }

    private Scoped scoped(String scope) {
        return scopes.computeIfAbsent(scope, Scoped::new);
    }

    /** Of the maps of a rule. */
    Acknowledged acknowledged(MapRule rule) {
        return scoped(MapScopes.name(rule));
    }

    /** This node no longer holds what has this name. */
    void dropped(String scope) {
        scoped(scope).clear();
    }

    /** Somebody of this name is not to come back. */
    void forgotten(String name) {
        for (Scoped each : scopes.values()) each.watermark.forget(Digests.ofName(name));
    }

    @Override
    public boolean isDue(String scope) {
        return scoped(scope).isDue();
    }

    @Override
    public Marks marks(String scope) {
        return maps == null ? Marks.NONE : scoped(scope).marks(maps);
    }

    @Override
    public void met(String scope, Marks marks) {
        scoped(scope).met(marks);
    }
}
