package io.hearsay.sim;

import io.hearsay.Peer;
import io.hearsay.antientropy.AntiEntropyMessage;
import io.hearsay.antientropy.ItemSet;
import io.hearsay.antientropy.Reconciler;
import io.hearsay.antientropy.ReconcilerConfig;
import io.hearsay.antientropy.Replica;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.merkle.HashTree;
import io.hearsay.antientropy.merkle.Merkle;
import io.hearsay.antientropy.riblt.CodedSymbols;
import io.hearsay.antientropy.riblt.Riblt;
import io.hearsay.antientropy.riblt.RibltMessage;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A replica of numbered entries of which the higher version wins, and what reconciles it. */
final class Shelf implements Replica {
    private static final SipHash SECRET = new SipHash(11, 12);

    final TreeMap<Long, Long> versions = new TreeMap<>();
    final Peer self;
    final Reconciler reconciler;
    private final Map<Long, Long> keys = new LinkedHashMap<>();
    private final HashTree tree = new HashTree();
    private final CodedSymbols symbols = new CodedSymbols(SECRET);
    private final ItemSet items = new ItemSet(tree, symbols);

    Shelf(Life life, ReconcilerConfig config) {
        self = life.peer();
        reconciler =
                new Reconciler(config, life.environment(), items, this, List.of(new Riblt(symbols), new Merkle(tree)));
    }

    void put(long key, long version) {
        Long before = versions.put(key, version);
        long item = SECRET.of(bytes(key, version));
        keys.put(item, key);
        if (before == null) items.add(item);
        else {
            long old = SECRET.of(bytes(key, before));
            keys.remove(old);
            items.replace(old, item);
        }
    }

    /** What its symbols answer. */
    Iterable<? extends AntiEntropyMessage> answer(RibltMessage.More question) {
        return new Riblt(symbols).answerer(question.session()).answer(question);
    }

    private static byte[] bytes(long key, long version) {
        return new ByteWriter(16).i64(key).i64(version).toByteArray();
    }

    @Override
    public byte @Nullable [] entry(long item) {
        Long key = keys.get(item);
        return key == null ? null : bytes(key, versions.getOrDefault(key, 0L));
    }

    @Override
    public boolean merge(Peer from, byte[] entry) {
        ByteReader in = new ByteReader(entry);
        long key = in.i64();
        long version = in.i64();
        if (version > versions.getOrDefault(key, 0L)) put(key, version);
        return true;
    }
}
