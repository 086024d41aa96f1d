package io.hearsay.antientropy.merkle;

import io.hearsay.antientropy.Method;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.Search;
import io.hearsay.antientropy.SearchFailedException;
import io.hearsay.antientropy.SearchMessage;
import io.hearsay.antientropy.merkle.MerkleMessage.Ask;
import io.hearsay.antientropy.merkle.MerkleMessage.Node;
import io.hearsay.antientropy.merkle.MerkleMessage.Nodes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Descent into a {@link HashTree}'s differing branches as a {@link Method}: finds any difference.
 *
 * <p>Both sides read their trees as they are at each step. A write meanwhile may be seen or not; what it makes look
 * different is exchanged once too often, and what it hides is left to the next session.
 */
public final class Merkle implements Method {
    private final HashTree tree;

    /** Searches in, and answers from, this tree. */
    public Merkle(HashTree tree) {
        this.tree = tree;
    }

    @Override
    public String name() {
        return "merkle";
    }

    @Override
    public boolean speaks(SearchMessage message) {
        return message instanceof MerkleMessage;
    }

    @Override
    public Search search(long session, long theirCount, Difference found) {
        return new Descent(session, tree, theirCount, found);
    }

    @Override
    public Answerer answerer(long session) {
        return question -> {
            if (!(question instanceof Ask ask)) throw new SearchFailedException(Cause.OUT_OF_TURN);
            return List.of(
                    new Nodes(session, ask.branches().stream().map(this::node).toList()));
        };
    }

    private Node node(Branch branch) {
        boolean isLeaf = tree.count(branch) <= HashTree.LEAF_ITEMS;
        return new Node(isLeaf, isLeaf ? tree.items(branch) : tree.childHashes(branch));
    }

    /** The searching side. Depth first, so that what is still to be done stays small. */
    private static final class Descent implements Search {
        /** Questions on their way. */
        private static final int WINDOW = 4;

        /** Larger branches of our own are told in parts. */
        private static final int TOLD_AT_ONCE = 512;

        /** Branches that more may be asked about than there can be nodes. */
        private static final int GRACE = 256;

        private final long session;
        private final HashTree tree;
        private final Difference found;
        private final Deque<Branch> toAsk = new ArrayDeque<>();
        private final Deque<Known> toTell = new ArrayDeque<>();
        private final Deque<List<Branch>> asked = new ArrayDeque<>();
        private final long mostAsked;
        private long askedCount;

        /** A branch all of whose items over there are known. */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Known(Branch branch, long[] theirs) {}

        Descent(long session, HashTree tree, long theirCount, Difference found) {
            this.session = session;
            this.tree = tree;
            this.found = found;
            // a node that differs has an item on one side or the other, and its parent more than a leaf's items
            this.mostAsked = GRACE + tree.count() + theirCount;
            toAsk.push(Branch.ROOT);
        }

        @Override
        public Progress progress() {
            if (!toTell.isEmpty() || !toAsk.isEmpty() && asked.size() < WINDOW) return Progress.WORKING;
            return asked.isEmpty() ? Progress.FOUND : Progress.WAITING;
        }

        @Override
        public @Nullable SearchMessage next() {
            if (!toTell.isEmpty()) {
                tell(toTell.pop());
                return null;
            }
            if (toAsk.isEmpty() || asked.size() == WINDOW) return null;
            List<Branch> branches = new ArrayList<>();
            while (!toAsk.isEmpty() && branches.size() < MerkleMessage.MAX_BRANCHES) branches.add(toAsk.pop());
            askedCount += branches.size();
            if (askedCount > mostAsked) throw new SearchFailedException(Cause.ENDLESS);
            asked.add(branches);
            return new Ask(session, branches);
        }

        private void tell(Known known) {
            if (tree.count(known.branch()) > TOLD_AT_ONCE && known.branch().depth() < Branch.MAX_DEPTH)
                for (int i = 0; i < Branch.FANOUT; i++) {
                    Branch child = known.branch().child(i);
                    long[] theirs = Arrays.stream(known.theirs())
                            .filter(child::contains)
                            .toArray();
                    toTell.push(new Known(child, theirs));
                }
            else compare(tree.items(known.branch()), known.theirs());
        }

        /** Both ascending. */
        private void compare(long[] ours, long[] theirs) {
            int i = 0;
            int j = 0;
            while (i < ours.length || j < theirs.length) {
                int order = i == ours.length ? 1 : j == theirs.length ? -1 : Long.compareUnsigned(ours[i], theirs[j]);
                if (order < 0) found.ours(ours[i++]);
                else if (order > 0) found.theirs(theirs[j++]);
                else {
                    i++;
                    j++;
                }
            }
        }

        @Override
        public void receive(SearchMessage answer) {
            List<Branch> branches = asked.peek();
            if (branches == null
                    || !(answer instanceof Nodes nodes)
                    || nodes.nodes().size() != branches.size()) throw new SearchFailedException(Cause.OUT_OF_TURN);
            asked.remove();
            for (int i = 0; i < branches.size(); i++)
                onNode(branches.get(i), nodes.nodes().get(i));
        }

        private void onNode(Branch branch, Node node) {
            if (node.isLeaf()) onLeaf(branch, node.hashes());
            else onInner(branch, node.hashes());
        }

        private void onLeaf(Branch branch, long[] theirs) {
            for (long item : theirs) if (!branch.contains(item)) throw new SearchFailedException(Cause.LIES);
            toTell.push(new Known(branch, theirs));
        }

        private void onInner(Branch branch, long[] theirs) {
            if (branch.depth() == Branch.MAX_DEPTH) throw new SearchFailedException(Cause.ENDLESS);
            long[] ours = tree.childHashes(branch);
            for (int i = 0; i < Branch.FANOUT; i++) {
                if (ours[i] == theirs[i]) continue;
                if (theirs[i] == 0) toTell.push(new Known(branch.child(i), new long[0]));
                else toAsk.push(branch.child(i));
            }
        }
    }
}
