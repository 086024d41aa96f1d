package io.hearsay.antientropy.merkle;

import io.hearsay.antientropy.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The items of a replica in a tree, each node with the exclusive or and the number of those under it.
 *
 * <p>A write costs O(log n), about five nodes for a million items, and never waits for anybody who reads. Remembers
 * what items stand for, if it is told. Bound: about 13 bytes an item, and 5 for a reference to what it stands for. Not
 * thread-safe.
 */
public final class HashTree implements Summary {
    /** A node of at most so many items is a leaf; it becomes one again at half of that. */
    static final int LEAF_ITEMS = 32;

    /** Leaves grow by so many places: few stay empty, and there is little to copy. */
    private static final int GROWTH = 4;

    private static final @Nullable Object[] NOTHING = new @Nullable Object[0];

    private final Node root = new Node();

    /** A leaf has its items in order; another node has children, null where there are no items. */
    private static final class Node {
        private long hash;
        private int count;
        private long @Nullable [] items = new long[GROWTH];
        /** What the items stand for; of no length while nobody has said that of any. */
        private @Nullable Object[] entries = NOTHING;

        private @Nullable Node @Nullable [] children;
    }

    @Override
    public void add(long item, @Nullable Object entry) {
        Node node = root;
        for (int depth = 0; ; depth++) {
            node.hash ^= item;
            node.count++;
            if (node.children == null) {
                insert(node, item, entry);
                if (node.count > LEAF_ITEMS && depth < Branch.MAX_DEPTH) split(node, depth);
                return;
            }
            node = child(node.children, Branch.childOf(item, depth));
        }
    }

    private static Node child(@Nullable Node[] children, int number) {
        Node child = children[number];
        if (child == null) children[number] = child = new Node();
        return child;
    }

    private static void insert(Node leaf, long item, @Nullable Object entry) {
        long[] items = itemsOf(leaf);
        int size = leaf.count - 1;
        if (size == items.length) leaf.items = items = Arrays.copyOf(items, size + GROWTH);
        int at = size;
        for (; at > 0 && Long.compareUnsigned(items[at - 1], item) > 0; at--) items[at] = items[at - 1];
        items[at] = item;
        if (entry == null && leaf.entries.length == 0) return;
        if (leaf.entries.length < items.length) leaf.entries = Arrays.copyOf(leaf.entries, items.length);
        System.arraycopy(leaf.entries, at, leaf.entries, at + 1, size - at);
        leaf.entries[at] = entry;
    }

    private static @Nullable Object entryOf(Node leaf, int at) {
        return at < leaf.entries.length ? leaf.entries[at] : null;
    }

    private static long[] itemsOf(Node leaf) {
        if (leaf.items == null) throw new AssertionError("a leaf without items");
        return leaf.items;
    }

    private static void split(Node node, int depth) {
        @Nullable Node[] children = new @Nullable Node[Branch.FANOUT];
        long[] items = itemsOf(node);
        for (int i = 0; i < node.count; i++) {
            Node child = child(children, Branch.childOf(items[i], depth));
            child.hash ^= items[i];
            child.count++;
            insert(child, items[i], entryOf(node, i));
        }
        node.children = children;
        node.items = null;
        node.entries = NOTHING;
    }

    /** An item that is in the tree is no longer; another one must not be removed. */
    @Override
    public void remove(long item) {
        Node node = root;
        for (int depth = 0; ; depth++) {
            node.hash ^= item;
            node.count--;
            if (node.children == null) {
                delete(node, item);
                return;
            }
            if (node.count <= LEAF_ITEMS / 2) {
                join(node, item);
                return;
            }
            int number = Branch.childOf(item, depth);
            Node child = node.children[number];
            if (child == null) throw new AssertionError("no item " + Long.toHexString(item));
            if (child.count == 1) {
                node.children[number] = null;
                return;
            }
            node = child;
        }
    }

    private static void delete(Node leaf, long item) {
        long[] items = itemsOf(leaf);
        int at = 0;
        while (items[at] != item) at++;
        System.arraycopy(items, at + 1, items, at, leaf.count - at);
        if (at >= leaf.entries.length) return;
        System.arraycopy(leaf.entries, at + 1, leaf.entries, at, leaf.count - at);
        leaf.entries[leaf.count] = null;
    }

    /** Makes a leaf of a node, without one item that is still counted below. */
    private static void join(Node node, long without) {
        Node leaf = new Node();
        pour(node, without, leaf);
        if (leaf.count != node.count) throw new AssertionError("no item " + Long.toHexString(without));
        node.items = leaf.items;
        node.entries = leaf.entries;
        node.children = null;
    }

    private static void pour(Node node, long without, Node leaf) {
        if (node.children != null) {
            for (Node child : node.children) if (child != null) pour(child, without, leaf);
            return;
        }
        long[] items = itemsOf(node);
        for (int i = 0; i < node.count; i++) {
            if (items[i] == without) continue;
            leaf.count++;
            insert(leaf, items[i], entryOf(node, i));
        }
    }

    /** Items in ascending order; those of a leaf that is above the branch are filtered. */
    private static void each(Node node, Branch branch, LongConsumer action) {
        if (node.children != null) {
            for (Node child : node.children) if (child != null) each(child, branch, action);
        } else {
            long[] items = itemsOf(node);
            for (int i = 0; i < node.count; i++) if (branch.contains(items[i])) action.accept(items[i]);
        }
    }

    /** How many items there are. */
    public int count() {
        return root.count;
    }

    /** Whether it is in the tree. */
    public boolean contains(long item) {
        Node leaf = leaf(item);
        return leaf != null && placeOf(item, leaf) >= 0;
    }

    /** What an item stands for; null if it is not in the tree, or nobody has said that. */
    public @Nullable Object entry(long item) {
        Node leaf = leaf(item);
        int at = leaf == null ? -1 : placeOf(item, leaf);
        return leaf == null || at < 0 ? null : entryOf(leaf, at);
    }

    /** The items that stand for an entry, or one equal to it, looked for among all of them. */
    public long[] standingFor(Object entry) {
        LongStream.Builder found = LongStream.builder();
        standingFor(root, entry, found);
        return found.build().toArray();
    }

    private static void standingFor(Node node, Object entry, LongStream.Builder found) {
        if (node.children != null) {
            for (Node child : node.children) if (child != null) standingFor(child, entry, found);
            return;
        }
        long[] items = itemsOf(node);
        for (int i = 0; i < node.count; i++) if (entry.equals(entryOf(node, i))) found.add(items[i]);
    }

    private @Nullable Node leaf(long item) {
        Node node = root;
        for (int depth = 0; node != null && node.children != null; depth++)
            node = node.children[Branch.childOf(item, depth)];
        return node;
    }

    private static int placeOf(long item, Node leaf) {
        long[] items = itemsOf(leaf);
        for (int i = 0; i < leaf.count; i++) if (items[i] == item) return i;
        return -1;
    }

    /** The first items from this one on, ascending as unsigned numbers. */
    public long[] items(long from, int atMost) {
        long[] items = new long[Math.min(atMost, root.count)];
        return Arrays.copyOf(items, collect(root, 0, from, items, 0));
    }

    /** Fills up what was collected before from what is under a node and not below; says how many there are then. */
    private static int collect(Node node, int depth, long from, long[] into, int before) {
        int size = before;
        if (node.children == null) {
            long[] items = itemsOf(node);
            for (int i = 0; i < node.count && size < into.length; i++)
                if (Long.compareUnsigned(items[i], from) >= 0) into[size++] = items[i];
            return size;
        }
        int first = Branch.childOf(from, depth);
        for (int i = first; i < Branch.FANOUT && size < into.length; i++) {
            Node child = node.children[i];
            if (child != null) size = collect(child, depth + 1, i == first ? from : 0, into, size);
        }
        return size;
    }

    // Any range, by what lies below its ends.

    /** The exclusive or of the items in a range. */
    long hash(Range range) {
        return below(range.to(), true) ^ (range.from() == 0 ? 0 : below(range.from(), true));
    }

    /** How many items are in a range. */
    int count(Range range) {
        return (int) (below(range.to(), false) - rank(range.from()));
    }

    private int rank(long item) {
        return item == 0 ? 0 : (int) below(item, false);
    }

    /** The hash or the number of all items below this one; 0 stands for the end of all. */
    private long below(long end, boolean hash) {
        if (end == 0) return hash ? root.hash : root.count;
        long sum = 0;
        Node node = root;
        for (int depth = 0; ; depth++) {
            if (node.children == null) {
                long[] items = itemsOf(node);
                for (int i = 0; i < node.count && Long.compareUnsigned(items[i], end) < 0; i++)
                    sum = hash ? sum ^ items[i] : sum + 1;
                return sum;
            }
            int last = Branch.childOf(end, depth);
            for (int i = 0; i < last; i++) {
                Node child = node.children[i];
                if (child != null) sum = hash ? sum ^ child.hash : sum + child.count;
            }
            Node next = node.children[last];
            if (next == null) return sum;
            node = next;
        }
    }

    /** The items in a range, ascending; only asked of ranges with few. */
    long[] items(Range range) {
        return items(range.from(), count(range));
    }

    /** Ranges of about as many items each that make up one of as many items at least. */
    List<Range> split(Range range, int parts) {
        int first = rank(range.from());
        int count = count(range);
        List<Range> ranges = new ArrayList<>();
        long from = range.from();
        for (int i = 1; i < parts; i++) {
            int rank = first + (int) ((long) i * count / parts);
            long bound = between(item(rank - 1), item(rank));
            ranges.add(new Range(from, bound));
            from = bound;
        }
        ranges.add(new Range(from, range.to()));
        return ranges;
    }

    /** Above one item and not above the next, with as few bytes that are not 0 as can be: bounds are sent. */
    private static long between(long below, long next) {
        for (int bits = 56; bits > 0; bits -= 8) {
            long bound = next & -1L << bits;
            if (Long.compareUnsigned(bound, below) > 0) return bound;
        }
        return next;
    }

    /** The item of which so many others are below it. */
    private long item(int rank) {
        Node node = root;
        int left = rank;
        while (node.children != null) {
            Node next = null;
            for (int i = 0; i < Branch.FANOUT && next == null; i++) {
                Node child = node.children[i];
                if (child == null) continue;
                if (left < child.count) next = child;
                else left -= child.count;
            }
            if (next == null) throw new AssertionError("no item has " + rank + " below it");
            node = next;
        }
        return itemsOf(node)[left];
    }

    // Branches.

    /** How many items are under a branch. */
    int count(Branch branch) {
        Node node = find(branch);
        if (node.children != null) return node.count;
        int[] count = {0};
        each(node, branch, item -> count[0]++);
        return count[0];
    }

    /** The items under a branch, ascending; only asked of branches with few. */
    long[] items(Branch branch) {
        long[] items = new long[count(branch)];
        int[] size = {0};
        each(find(branch), branch, item -> items[size[0]++] = item);
        return items;
    }

    /** The hashes of a branch's children; 0 where there are no items. */
    long[] childHashes(Branch branch) {
        long[] hashes = new long[Branch.FANOUT];
        Node node = find(branch);
        if (node.children == null) {
            each(node, branch, item -> hashes[Branch.childOf(item, branch.depth())] ^= item);
            return hashes;
        }
        for (int i = 0; i < hashes.length; i++) {
            Node child = node.children[i];
            if (child != null) hashes[i] = child.hash;
        }
        return hashes;
    }

    /** The node at a branch, or the leaf above it that its items would be in. */
    private Node find(Branch branch) {
        Node node = root;
        for (int depth = 0; depth < branch.depth() && node.children != null; depth++) {
            Node child = node.children[Branch.childOf(branch.prefix(), depth)];
            if (child == null) return new Node();
            node = child;
        }
        return node;
    }
}
