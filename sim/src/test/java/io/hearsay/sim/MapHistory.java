package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.data.Bytes;
import io.hearsay.data.Cell;
import io.hearsay.data.Crdt;
import io.hearsay.data.MvRegister;
import io.hearsay.data.PnCounter;
import io.hearsay.data.Timestamp;
import io.hearsay.data.map.Author;
import io.hearsay.data.map.MapEvent;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.Write;
import io.hearsay.stack.NodeMaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that was ever written into three maps of a world, what each write had seen and whether its author was told that
 * it is safe; and what follows from that for what the maps may hold when all is quiet.
 */
final class MapHistory {
    private static final Duration HEALED = Duration.ofMinutes(2);

    /** What exchanges that are under way still bring is there by then. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private static final String LAST_WRITE = "config";
    private static final String SIBLINGS = "carts";
    private static final String COUNTERS = "hits";

    private final SimulatedCluster cluster;
    private final List<Lww> lastWrites = new ArrayList<>();
    private final List<Sibling> siblings = new ArrayList<>();
    private final List<Addition> additions = new ArrayList<>();
    private final Map<SimNode, Map<Long, Written>> storing = new LinkedHashMap<>();
    private int values;
    private long acknowledged;

    MapHistory(SimulatedCluster cluster) {
        this.cluster = cluster;
        cluster.world().onEvent((node, event) -> {
            if (event instanceof MapEvent.Stored stored) onStored(node, stored);
        });
    }

    /** A write, and whether it is to survive. */
    private abstract static class Written {
        final String key;
        boolean isSafe;

        Written(String key) {
            this.key = key;
        }
    }

    /** Puts, or deletes if the value is null. */
    private static final class Lww extends Written {
        final Timestamp stamp;
        final @Nullable Bytes value;

        Lww(String key, Cell cell) {
            super(key);
            stamp = cell.written();
            value = cell.value();
        }

        boolean made(Cell cell) {
            return stamp.equals(cell.written()) && Objects.equals(value, cell.value());
        }
    }

    /** Replaces what was seen, by nothing if the value is null. */
    private static final class Sibling extends Written {
        final List<Bytes> seen;
        final @Nullable Bytes value;

        Sibling(String key, List<Bytes> seen, @Nullable Bytes value) {
            super(key);
            this.seen = seen;
            this.value = value;
        }
    }

    private static final class Addition extends Written {
        final long amount;

        Addition(String key, long amount) {
            super(key);
            this.amount = amount;
        }
    }

    // What is done.

    /** A value that no other write has. */
    void put(SimNode node, String key) {
        Bytes value = unique(node);
        lastWrite(node, key, author -> Cell.of(author.stamp(), value));
    }

    void delete(SimNode node, String key) {
        lastWrite(node, key, author -> Cell.deleted(author.stamp(), author.sites()));
    }

    private void lastWrite(SimNode node, String key, Function<Author, Cell> change) {
        write(node, LAST_WRITE, MapPolicy.LAST_WRITE, key, (held, author) -> {
            Cell cell = change.apply(author);
            Lww written = new Lww(key, cell);
            lastWrites.add(written);
            return new Change<>(cell, written);
        });
    }

    /** A value that no other write has, in place of the siblings that this node knows. */
    void putSibling(SimNode node, String key) {
        Bytes value = unique(node);
        write(node, SIBLINGS, MapPolicy.SIBLINGS, key, (held, author) -> {
            Sibling written = new Sibling(key, held.siblings(), value);
            siblings.add(written);
            return new Change<>(held.write(author.replica(), value), written);
        });
    }

    void deleteSiblings(SimNode node, String key) {
        write(node, SIBLINGS, MapPolicy.SIBLINGS, key, (held, author) -> {
            Sibling written = new Sibling(key, held.siblings(), null);
            siblings.add(written);
            return new Change<>(held.delete(held.seen()), written);
        });
    }

    void add(SimNode node, String key, long amount) {
        write(node, COUNTERS, MapPolicy.COUNTERS, key, (held, author) -> {
            Addition written = new Addition(key, amount);
            additions.add(written);
            return new Change<>(held.add(author.replica(), amount), written);
        });
    }

    private Bytes unique(SimNode node) {
        return Bytes.of(node.name() + "-" + values++);
    }

    private record Change<C>(C delta, Written written) {}

    private <C extends Crdt<C>> void write(
            SimNode node, String map, MapPolicy<C> policy, String key, BiFunction<C, Author, Change<C>> change) {
        node.execute(() -> {
            List<Written> writing = new ArrayList<>();
            Write write = FullNodes.of(node).maps().write(map, policy, null, Bytes.of(key), (held, author) -> {
                Change<C> made = change.apply(held, author);
                writing.add(made.written());
                return made.delta();
            });
            Written written = writing.get(0);
            if (write instanceof Write.Taken taken)
                storing.computeIfAbsent(node, any -> new LinkedHashMap<>()).put(taken.ticket(), written);
            else if (write instanceof Write.Done) safe(written);
            else throw new AssertionError(write);
        });
    }

    private void onStored(SimNode node, MapEvent.Stored stored) {
        Written written = storing.getOrDefault(node, new LinkedHashMap<>()).remove(stored.ticket());
        if (written == null || stored.problem() != null) throw new AssertionError(node + ": " + stored);
        safe(written);
    }

    private void safe(Written written) {
        written.isSafe = true;
        acknowledged++;
    }

    /** Nobody will be told any more what became of what this process was writing. */
    void died(SimNode node) {
        storing.remove(node);
    }

    /** Writes that their authors know to be safe. */
    long acknowledged() {
        return acknowledged;
    }

    // What must be.

    /** Lets all agree, on what follows from what was written; nothing may cut them off any more. */
    void settle() {
        cluster.assertOneView(HEALED);
        cluster.await(this::agree, HEALED);
        cluster.advance(QUIET);
        cluster.await(this::agree, HEALED);
        assertThat(storing.values()).as("writes without an answer, %s", cluster).allMatch(Map::isEmpty);
        for (SimNode node : cluster.world().nodes())
            assertThat(violations(node)).as(cluster.toString()).isEmpty();
    }

    private boolean agree() {
        return cluster.running().stream()
                        .map(node -> node.maps().digest())
                        .distinct()
                        .count()
                == 1;
    }

    /** What one node's maps hold and may not, or may not lack. */
    private List<String> violations(SimNode node) {
        NodeMaps maps = FullNodes.of(node).maps();
        List<String> found = new ArrayList<>();
        for (Lww write : lastWrites) {
            Cell held = maps.open(LAST_WRITE, MapPolicy.LAST_WRITE).cell(Bytes.of(write.key));
            String problem = problem(write, held);
            if (problem != null) found.add(node + " " + problem + " " + write.key + ", which holds " + held);
        }
        for (Sibling write : siblings) {
            MvRegister held = maps.open(SIBLINGS, MapPolicy.SIBLINGS).cell(Bytes.of(write.key));
            List<Bytes> values = held == null ? List.of() : held.siblings();
            String problem = problem(write, values);
            if (problem != null) found.add(node + " " + problem + " " + write.key + ", which holds " + values);
        }
        for (String key : new TreeSet<>(additions.stream().map(each -> each.key).toList())) {
            PnCounter held = maps.open(COUNTERS, MapPolicy.COUNTERS).cell(Bytes.of(key));
            String problem = problem(key, held == null ? 0 : held.value());
            if (problem != null) found.add(node + " " + problem);
        }
        return found;
    }

    private @Nullable String problem(Lww write, @Nullable Cell held) {
        if (held != null && held.value() != null && lastWrites.stream().noneMatch(each -> each.made(held)))
            return "invented a value for";
        if (!write.isSafe) return null;
        boolean isLater = held != null && held.written().compareTo(write.stamp) >= 0;
        if (isLater) return null;
        if (write.value == null) return held == null ? null : "brought back what was deleted from";
        boolean wasDeleted = held == null
                && lastWrites.stream()
                        .anyMatch(each -> each.key.equals(write.key)
                                && each.value == null
                                && each.stamp.compareTo(write.stamp) > 0);
        return wasDeleted ? null : "lost " + write.value + " from";
    }

    private @Nullable String problem(Sibling write, List<Bytes> held) {
        if (!write.isSafe) return null;
        for (Bytes replaced : write.seen) if (held.contains(replaced)) return "brought back " + replaced + " in";
        return write.value == null || isAccounted(write.key, write.value, held)
                ? null
                : "lost " + write.value + " from";
    }

    /** Whether a value is there, or was replaced by one that knew of it. */
    private boolean isAccounted(String key, Bytes value, List<Bytes> held) {
        if (held.contains(value)) return true;
        for (Sibling later : siblings)
            if (later.key.equals(key) && later.seen.contains(value))
                if (later.value == null || isAccounted(key, later.value, held)) return true;
        return false;
    }

    private @Nullable String problem(String key, long held) {
        long least = 0;
        long most = 0;
        for (Addition addition : additions) {
            if (!addition.key.equals(key)) continue;
            most += addition.amount;
            if (addition.isSafe) least += addition.amount;
        }
        return held >= least && held <= most ? null : key + " counts " + held + ", not " + least + ".." + most;
    }
}
