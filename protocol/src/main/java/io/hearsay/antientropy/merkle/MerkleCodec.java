package io.hearsay.antientropy.merkle;

import io.hearsay.antientropy.merkle.MerkleMessage.Ask;
import io.hearsay.antientropy.merkle.MerkleMessage.Node;
import io.hearsay.antientropy.merkle.MerkleMessage.Nodes;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** The messages of descents as bytes: kinds 208 and 209 of {@code docs/wire-format.md}. */
public final class MerkleCodec implements Codec<MerkleMessage> {
    /** The first of the kinds. */
    public static final int FIRST_KIND = 208;

    /** The last of the kinds. */
    public static final int LAST_KIND = 209;

    private static final int ASK = 208;
    private static final int NODES = 209;

    /** The first byte of a node that is a leaf is its number of items, of another one this. */
    private static final int INNER = 255;

    @Override
    public int kind(MerkleMessage message) {
        if (message instanceof Ask) return ASK;
        if (message instanceof Nodes) return NODES;
        throw new AssertionError(message);
    }

    @Override
    public void encode(MerkleMessage message, ByteWriter out) {
        out.i64(message.session());
        if (message instanceof Ask ask) {
            out.varint(ask.branches().size());
            for (Branch branch : ask.branches()) branch(branch, out);
        } else if (message instanceof Nodes nodes) {
            out.varint(nodes.nodes().size());
            for (Node node : nodes.nodes()) node(node, out);
        } else throw new AssertionError(message);
    }

    private static void branch(Branch branch, ByteWriter out) {
        out.u8(branch.depth());
        for (int i = 0; i < branch.depth(); i += 2) out.u8((int) (branch.prefix() >>> 56 - 4 * i));
    }

    private static void node(Node node, ByteWriter out) {
        if (node.isLeaf()) {
            out.u8(node.hashes().length);
            for (long item : node.hashes()) out.i64(item);
            return;
        }
        int present = 0;
        for (int i = 0; i < Branch.FANOUT; i++) if (node.hashes()[i] != 0) present |= 1 << i;
        out.u8(INNER).u16(present);
        for (long hash : node.hashes()) if (hash != 0) out.i64(hash);
    }

    @Override
    public MerkleMessage decode(int kind, ByteReader in) {
        long session = in.i64();
        return switch (kind) {
            case ASK -> new Ask(session, branches(in));
            case NODES -> new Nodes(session, nodes(in));
            default -> throw new MalformedMessageException("no message of descents has kind " + kind);
        };
    }

    private static int count(ByteReader in) {
        int count = in.varint(Math.min(MerkleMessage.MAX_BRANCHES, in.remaining()));
        if (count == 0) throw new MalformedMessageException("about one branch at least, was 0");
        return count;
    }

    private static List<Branch> branches(ByteReader in) {
        List<Branch> branches = new ArrayList<>();
        for (int left = count(in); left > 0; left--) branches.add(branch(in));
        return branches;
    }

    private static Branch branch(ByteReader in) {
        int depth = in.u8();
        if (depth > Branch.MAX_DEPTH) throw new MalformedMessageException("a branch is 0..16 deep, was " + depth);
        long prefix = 0;
        for (int i = 0; i < depth; i += 2) prefix |= (long) in.u8() << 56 - 4 * i;
        try {
            return new Branch(prefix, depth);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static List<Node> nodes(ByteReader in) {
        List<Node> nodes = new ArrayList<>();
        for (int left = count(in); left > 0; left--) nodes.add(node(in));
        return nodes;
    }

    private static Node node(ByteReader in) {
        int first = in.u8();
        if (first == INNER) return inner(in);
        if (first > HashTree.LEAF_ITEMS) throw new MalformedMessageException("a leaf has 0..32 items, was " + first);
        long[] items = new long[first];
        for (int i = 0; i < first; i++) {
            items[i] = in.i64();
            if (i > 0 && Long.compareUnsigned(items[i - 1], items[i]) >= 0)
                throw new MalformedMessageException("a leaf's items ascend");
        }
        return new Node(true, items);
    }

    private static Node inner(ByteReader in) {
        int present = in.u16();
        long[] hashes = new long[Branch.FANOUT];
        for (int i = 0; i < hashes.length; i++) if ((present & 1 << i) != 0) hashes[i] = in.i64();
        return new Node(false, hashes);
    }
}
