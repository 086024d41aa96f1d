package io.hearsay.antientropy.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.CodecContract;
import io.hearsay.antientropy.merkle.MerkleMessage.Ask;
import io.hearsay.antientropy.merkle.MerkleMessage.Node;
import io.hearsay.antientropy.merkle.MerkleMessage.Nodes;
import io.hearsay.wire.ByteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleCodecTest {
    private static final Node LEAF = new Node(true, new long[] {3, -2});

    private static Node inner() {
        long[] hashes = new long[16];
        hashes[15] = 5;
        return new Node(false, hashes);
    }

    @Test
    void keeps_its_contract() {
        Branch deepest = new Branch(-1, 16);
        CodecContract.check(
                new MerkleCodec(),
                MerkleMessage.class,
                List.of(
                        new Ask(
                                1,
                                List.of(
                                        Branch.ROOT,
                                        Branch.ROOT.child(7),
                                        Branch.ROOT.child(15).child(1),
                                        deepest)),
                        new Nodes(1, List.of(LEAF, inner(), new Node(true, new long[0])))));
    }

    @Test
    void the_golden_bytes_of_the_format() throws IOException {
        assertThat(hex(new Ask(
                        1, List.of(Branch.ROOT.child(7), Branch.ROOT.child(15).child(1)))))
                .isEqualTo("0000000000000001" + "02" + "0170" + "02f1");
        assertThat(hex(new Nodes(1, List.of(LEAF, inner()))))
                .isEqualTo("0000000000000001" + "02" + "02" + "0000000000000003" + "fffffffffffffffe" + "ff8000"
                        + "0000000000000005");
    }

    /** A body's bytes, which stand on the format's page. */
    private static String hex(MerkleMessage message) throws IOException {
        ByteWriter out = new ByteWriter(64);
        new MerkleCodec().encode(message, out);
        String hex = HexFormat.of().formatHex(out.toByteArray());
        assertThat(Files.readString(Path.of("../docs/wire-format.md"))).contains("  " + hex + "\n");
        return hex;
    }
}
