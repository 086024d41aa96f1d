package io.hearsay.antientropy.merkle;

import io.hearsay.antientropy.Method;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.Search;
import io.hearsay.antientropy.SearchFailedException;
import io.hearsay.antientropy.SearchMessage;
import io.hearsay.antientropy.merkle.RangeMessage.Claim;
import io.hearsay.antientropy.merkle.RangeMessage.Claims;
import io.hearsay.antientropy.merkle.RangeMessage.Finding;
import io.hearsay.antientropy.merkle.RangeMessage.Findings;
import io.hearsay.antientropy.merkle.RangeMessage.Stand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Range-based set reconciliation (Meyer 2023) as a {@link Method}: finds any difference. Its fingerprints come from the
 * {@link HashTree}, for any range in O(log n).
 *
 * <p>Either side splits a range that differs into sixteen of about as many items each, by its own items, so that one
 * question and its answer go down two levels, where {@link Merkle} goes down one. What writes do meanwhile is as there.
 */
public final class Ranges implements Method {
    private final HashTree tree;

    /** Searches in, and answers from, this tree. */
    public Ranges(HashTree tree) {
        this.tree = tree;
    }

    @Override
    public String name() {
        return "range";
    }

    @Override
    public boolean speaks(SearchMessage message) {
        return message instanceof RangeMessage;
    }

    @Override
    public Search search(long session, long theirCount, Difference found) {
        return new Splitting(session, tree, theirCount, found);
    }

    @Override
    public Answerer answerer(long session) {
        return question -> {
            if (!(question instanceof Claims claims)) throw new SearchFailedException(Cause.OUT_OF_TURN);
            return List.of(new Findings(
                    session, claims.claims().stream().map(this::finding).toList()));
        };
    }

    private Finding finding(Claim claim) {
        Range range = claim.range();
        if (tree.hash(range) == claim.hash()) return Finding.SAME;
        if (tree.count(range) <= HashTree.LEAF_ITEMS) return Finding.items(tree.items(range));
        List<Range> parts = tree.split(range, RangeMessage.MAX_PARTS);
        return Finding.split(
                parts.stream().skip(1).mapToLong(Range::from).toArray(),
                parts.stream().mapToLong(tree::hash).toArray());
    }

    /** The searching side. */
    private static final class Splitting extends Narrowing<Range> {
        /** What may be asked about beyond the parts of ranges that differ. */
        private static final int GRACE = 256;

        private final long session;
        private final HashTree tree;

        Splitting(long session, HashTree tree, long theirCount, Difference found) {
            // a range that is split has an item that differs, and its parts are fewer than its items
            super(found, GRACE + RangeMessage.MAX_PARTS * (tree.count() + theirCount));
            this.session = session;
            this.tree = tree;
            split(Range.ALL);
        }

        private void split(Range range) {
            List<Range> parts = tree.count(range) <= HashTree.LEAF_ITEMS
                    ? List.of(range)
                    : tree.split(range, RangeMessage.MAX_PARTS);
            parts.forEach(this::ask);
        }

        @Override
        SearchMessage question(List<Range> ranges) {
            return new Claims(
                    session,
                    ranges.stream()
                            .map(range -> new Claim(range, tree.hash(range)))
                            .toList());
        }

        @Override
        int count(Range range) {
            return tree.count(range);
        }

        @Override
        long[] items(Range range) {
            return tree.items(range);
        }

        @Override
        boolean contains(Range range, long item) {
            return range.contains(item);
        }

        @Override
        List<Range> partsOf(Range range) {
            return tree.split(range, RangeMessage.MAX_PARTS);
        }

        @Override
        public void receive(SearchMessage answer) {
            if (!(answer instanceof Findings findings)) throw new SearchFailedException(Cause.OUT_OF_TURN);
            List<Range> ranges = answered(findings.findings().size());
            for (int i = 0; i < ranges.size(); i++)
                onFinding(ranges.get(i), findings.findings().get(i));
        }

        private void onFinding(Range range, Finding finding) {
            if (finding.stand() == Stand.ITEMS) tell(range, finding.hashes());
            else if (finding.stand() == Stand.SPLIT) onSplit(cut(range, finding.bounds()), finding.hashes());
        }

        private static List<Range> cut(Range range, long[] bounds) {
            boolean isInside = Arrays.stream(bounds).allMatch(range::contains) && bounds[0] != range.from();
            if (!isInside) throw new SearchFailedException(Cause.LIES);
            List<Range> parts = new ArrayList<>();
            for (int i = 0; i <= bounds.length; i++)
                parts.add(
                        new Range(i == 0 ? range.from() : bounds[i - 1], i == bounds.length ? range.to() : bounds[i]));
            return parts;
        }

        private void onSplit(List<Range> parts, long[] theirs) {
            for (int i = 0; i < theirs.length; i++) {
                Range part = parts.get(i);
                if (tree.hash(part) == theirs[i]) continue;
                if (theirs[i] == 0) tell(part, new long[0]);
                else split(part);
            }
        }
    }
}
