package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.wire.ByteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames that {@code docs/wire-format.md} shows: whoever reads and writes them speaks our format. */
class GoldenFramesTest {
    private static final Path FILE = Path.of("src/test/resources/vectors/frames.txt");
    private static final Path PAGE = Path.of("../docs/wire-format.md");
    private static final HexFormat HEX = HexFormat.of();

    /** One block of the file: its lines by their first word. */
    private record Golden(Map<String, List<String>> lines) {
        String text(String key) {
            return lines.getOrDefault(key, List.of("0")).get(0);
        }

        long number(String key) {
            return Long.parseUnsignedLong(text(key), 16);
        }

        byte[] bytes(String key) {
            return HEX.parseHex(text(key).replace(" ", ""));
        }

        List<String> reads() {
            return lines.getOrDefault("reads", List.of());
        }

        StackConfig config() {
            return StackConfig.lan(text("cluster"));
        }

        KeyRing keys() {
            if (text("key").equals("none")) return KeyRing.insecure();
            return KeyRing.of((int) number("keyId"), bytes("key"));
        }

        Binding binding() {
            Binding binding = Binding.ofLink(number("receiver"), number("opener"), number("acceptor"));
            binding.sequence = number("sequence");
            return binding;
        }

        Framing framing(long self) {
            Framing framing = new Framing(config(), self, keys(), new AesSealer());
            for (long i = 0; i < number("counter"); i++) framing.nonce();
            return framing;
        }

        @Override
        public String toString() {
            return text("frame");
        }
    }

    static Stream<Golden> frames() throws IOException {
        List<Golden> frames = new ArrayList<>();
        for (String block : Files.readString(FILE).split("\n\n", -1)) {
            Map<String, List<String>> lines = new LinkedHashMap<>();
            for (String line : block.split("\n", -1))
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] words = (line + " ").split(" +", 2);
                    lines.computeIfAbsent(words[0], word -> new ArrayList<>()).add(words[1].strip());
                }
            if (!lines.isEmpty()) frames.add(new Golden(lines));
        }
        return frames.stream();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void a_body_is_sealed_into_these_bytes(Golden golden) {
        Framing framing = golden.framing(golden.number("sender"));
        ByteWriter out = new ByteWriter(64);
        Framing.begin(out);
        byte[] body = golden.bytes("body");
        out.raw(body, 0, body.length);
        framing.seal(out, (int) golden.number("type"), (int) golden.number("flags"), golden.binding());
        assertThat(HEX.formatHex(out.toByteArray())).isEqualTo(golden.text("bytes"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void these_bytes_open_to_the_body(Golden golden) {
        Framing framing = golden.framing(golden.number("self"));
        byte[] frame = golden.bytes("bytes");
        assertThat(framing.accept(frame, 0, frame.length)).isNull();
        FrameHeader header = framing.header;
        assertThat(header.type).isEqualTo((int) golden.number("type"));
        assertThat(header.flags).isEqualTo((int) golden.number("flags"));
        assertThat(header.sender).isEqualTo(golden.number("sender"));
        assertThat(header.counter).isEqualTo(golden.number("counter"));
        assertThat(framing.open(framing.derive(header.sender, header.keyId), golden.binding()))
                .isTrue();
        byte[] body = new byte[framing.bodyBytes()];
        System.arraycopy(framing.inbox(), FrameHeader.BYTES, body, 0, body.length);
        assertThat(body).isEqualTo(golden.bytes("body"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void a_node_reads_these_messages(Golden golden) {
        if (golden.number("type") != FrameHeader.DATA) return;
        TestNetwork.Port port = new TestNetwork().port("10.0.0.2:7940");
        Reader reader = new Reader();
        Stack stack = new Stack(
                golden.config(), golden.number("self"), golden.keys(), new AesSealer(), port, ClusterNode.codec());
        stack.run(reader);
        byte[] frame = golden.bytes("bytes");
        stack.datagramReceived(Address.parse("10.0.0.1:7940"), frame, 0, frame.length);
        assertThat(reader.read).containsExactlyElementsOf(golden.reads());
        assertThat(stack.stats().messages().unknownKinds()).isEqualTo(golden.number("unknown"));
        assertThat(stack.stats().messages().malformed()).isZero();
    }

    @Test
    void the_page_shows_the_same_frames() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("copy %s into the last block of docs/wire-format.md", FILE)
                .contains("```\n" + Files.readString(FILE) + "```");
    }

    @Test
    void every_type_of_frame_and_one_from_the_future_is_there() throws IOException {
        assertThat(frames().map(golden -> (int) golden.number("type"))).contains(1, 2, 3, 4, 5);
        assertThat(frames().map(Golden::toString)).contains("from-the-future");
    }

    /** A protocol that writes down what it is given. */
    private static final class Reader implements io.hearsay.Protocol<Message, io.hearsay.Timer> {
        final List<String> read = new ArrayList<>();

        @Override
        public void start() {}

        @Override
        public void receive(Peer from, Message message) {
            read.add(message.toString());
        }

        @Override
        public void expire(io.hearsay.Timer timer) {}
    }
}
