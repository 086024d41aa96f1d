package io.hearsay.antientropy.merkle;

import io.hearsay.antientropy.Method;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.Search;
import io.hearsay.antientropy.SearchFailedException;
import io.hearsay.antientropy.SearchMessage;
import io.hearsay.antientropy.merkle.MerkleMessage.Ask;
import io.hearsay.antientropy.merkle.MerkleMessage.Node;
import io.hearsay.antientropy.merkle.MerkleMessage.Nodes;
import java.util.ArrayList;
import java.util.List;

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

    /** The searching side. */
    private static final class Descent extends Narrowing<Branch> {
        /** Branches that more may be asked about than there can be nodes. */
        private static final int GRACE = 256;

        private final long session;
        private final HashTree tree;

        Descent(long session, HashTree tree, long theirCount, Difference found) {
            // a node that differs has an item on one side or the other, and its parent more than a leaf's items
            super(found, GRACE + tree.count() + theirCount);
            this.session = session;
            this.tree = tree;
            ask(Branch.ROOT);
        }

        @Override
        SearchMessage question(List<Branch> branches) {
            return new Ask(session, branches);
        }

        @Override
        int count(Branch branch) {
            return tree.count(branch);
        }

        @Override
        long[] items(Branch branch) {
            return tree.items(branch);
        }

        @Override
        boolean contains(Branch branch, long item) {
            return branch.contains(item);
        }

        @Override
        List<Branch> partsOf(Branch branch) {
            List<Branch> children = new ArrayList<>();
            for (int i = 0; i < Branch.FANOUT && branch.depth() < Branch.MAX_DEPTH; i++) children.add(branch.child(i));
            return children;
        }

        @Override
        public void receive(SearchMessage answer) {
            if (!(answer instanceof Nodes nodes)) throw new SearchFailedException(Cause.OUT_OF_TURN);
            List<Branch> branches = answered(nodes.nodes().size());
            for (int i = 0; i < branches.size(); i++)
                onNode(branches.get(i), nodes.nodes().get(i));
        }

        private void onNode(Branch branch, Node node) {
            if (node.isLeaf()) tell(branch, node.hashes());
            else onInner(branch, node.hashes());
        }

        private void onInner(Branch branch, long[] theirs) {
            if (branch.depth() == Branch.MAX_DEPTH) throw new SearchFailedException(Cause.ENDLESS);
            long[] ours = tree.childHashes(branch);
            for (int i = 0; i < Branch.FANOUT; i++) {
                if (ours[i] == theirs[i]) continue;
                if (theirs[i] == 0) tell(branch.child(i), new long[0]);
                else ask(branch.child(i));
            }
        }
    }
}
