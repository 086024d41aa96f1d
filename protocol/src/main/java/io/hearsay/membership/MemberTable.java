package io.hearsay.membership;

import io.hearsay.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a view, with their indexes and their digest. Two lives of one name never stand in it together.
 *
 * <p>Holds the rules of bookkeeping, none of membership: those are {@link Membership}'s.
 */
final class MemberTable {
    private final Map<String, Row> byName = new LinkedHashMap<>();
    private final Map<Long, Row> byInstance = new LinkedHashMap<>();
    private final List<Row> others = new ArrayList<>();
    private final Row self;
    private long digest;

    MemberTable(Row self) {
        this.self = self;
        byName.put(self.name(), self);
        byInstance.put(self.id().instance(), self);
        digest = self.digest();
    }

    Row self() {
        return self;
    }

    @Nullable
    Row row(String name) {
        return byName.get(name);
    }

    @Nullable
    Row ofInstance(long instance) {
        return byInstance.get(instance);
    }

    Collection<Row> rows() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** The live rows but our own, in no particular order, which is a function of the history. */
    List<Row> others() {
        return Collections.unmodifiableList(others);
    }

    long digest() {
        return digest;
    }

    Row insert(MemberRecord record, MemberState state, long nowNanos) {
        Row row = new Row(record, nowNanos);
        row.become(state, nowNanos);
        byName.put(row.name(), row);
        byInstance.put(row.id().instance(), row);
        digest += row.digest();
        list(row);
        return row;
    }

    void remove(Row row) {
        byName.remove(row.name());
        byInstance.remove(row.id().instance());
        digest -= row.digest();
        unlist(row);
    }

    /** Changes a row by the given step and keeps indexes and digest true. */
    void change(Row row, Runnable step) {
        NodeId before = row.id();
        digest -= row.digest();
        step.run();
        digest += row.digest();
        if (before.instance() != row.id().instance()) {
            byInstance.remove(before.instance());
            byInstance.put(row.id().instance(), row);
        }
        if (row.isLive()) list(row);
        else unlist(row);
    }

    private void list(Row row) {
        if (row == self || row.isListed() || !row.isLive()) return;
        row.listedAt(others.size());
        others.add(row);
    }

    private void unlist(Row row) {
        if (!row.isListed()) return;
        Row last = others.remove(others.size() - 1);
        if (last != row) {
            others.set(row.listIndex(), last);
            last.listedAt(row.listIndex());
        }
        row.unlisted();
    }
}
