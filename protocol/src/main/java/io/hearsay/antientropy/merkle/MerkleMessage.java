package io.hearsay.antientropy.merkle;

import static io.hearsay.wire.ByteWriter.varintSize;

import io.hearsay.antientropy.SearchMessage;
import java.util.Arrays;
import java.util.List;

/** What the two sides of a descent say. */
public sealed interface MerkleMessage extends SearchMessage {
    /** How many branches one question is about at most, so that an answer of leaves fits into one message. */
    int MAX_BRANCHES = 48;

    /** From the searching side: what is under these branches? {@link Nodes} answers, in their order; 1..48 of them. */
    record Ask(long session, List<Branch> branches) implements MerkleMessage {
        public Ask {
            branches = List.copyOf(branches);
        }

        @Override
        public int sizeBytes() {
            int bytes = 8 + varintSize(branches.size());
            for (Branch branch : branches) bytes += 1 + (branch.depth() + 1) / 2;
            return bytes;
        }
    }

    /** Answers {@link Ask}, a node for each branch. */
    record Nodes(long session, List<Node> nodes) implements MerkleMessage {
        public Nodes {
            nodes = List.copyOf(nodes);
        }

        @Override
        public int sizeBytes() {
            int bytes = 8 + varintSize(nodes.size());
            for (Node node : nodes) bytes += node.sizeBytes();
            return bytes;
        }
    }

    /**
     * What is under a branch.
     *
     * @param isLeaf whether {@code hashes} are its items, ascending, at most 32, or else its children's 16 hashes, 0
     *     where there is nothing; the array belongs to the node
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the message; equality is by content
    record Node(boolean isLeaf, long[] hashes) {
        int sizeBytes() {
            if (isLeaf) return 1 + 8 * hashes.length;
            int bytes = 3;
            for (long hash : hashes) if (hash != 0) bytes += 8;
            return bytes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Node node && isLeaf == node.isLeaf && Arrays.equals(hashes, node.hashes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hashes);
        }

        @Override
        public String toString() {
            return (isLeaf ? "leaf of " : "node of ") + hashes.length;
        }
    }
}
