package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.TestMessage.Probe;
import io.hearsay.stack.TestMessage.Rumor;
import io.hearsay.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams that are not what they should be. */
class FramesTest {
    private static final Address STRANGER = Address.parse("192.0.2.1:1234");

    private final TestNetwork network = new TestNetwork();

    private TestNode node(String address, long instance, KeyRing keys) {
        return new TestNode(network, address, instance, keys, TestNode.config());
    }

    private TestNode a = new TestNode(network, "10.0.0.1:7940", 0xa1);
    private TestNode b = new TestNode(network, "10.0.0.2:7940", 0xb2);

    private void useInsecure() {
        a = node("10.0.1.1:7940", 0xa1, KeyRing.insecure());
        b = node("10.0.1.2:7940", 0xb2, KeyRing.insecure());
    }

    /** A frame from a to b that b has not seen. */
    private byte[] frame() {
        network.losesDatagrams = true;
        a.send(b, new Probe(7), new Rumor("hello"));
        network.losesDatagrams = false;
        return network.datagrams.get(network.datagrams.size() - 1).frame;
    }

    /** A frame from a to b whose body the test writes. */
    private byte[] frameOf(Consumer<ByteWriter> body) {
        KeyRing keys = KeyRing.of(TestNode.KEY_ID, TestNode.KEY);
        Framing framing = new Framing(TestNode.config(), a.stack.instance(), keys, new TestSealer());
        for (int i = 0; i < 1_000 + network.datagrams.size(); i++) framing.nonce();
        ByteWriter out = new ByteWriter(64);
        Framing.begin(out);
        body.accept(out);
        framing.seal(out, FrameHeader.DATA, 0, new Binding().to(b.stack.instance()));
        return out.toByteArray();
    }

    private void inject(byte[] frame) {
        network.inject(a.address(), b.address(), frame);
        network.settle();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejects_every_truncation(boolean isSecure) {
        if (!isSecure) useInsecure();
        byte[] frame = frame();
        for (int length = 0; length < frame.length; length++) inject(Arrays.copyOf(frame, length));
        assertThat(b.received).isEmpty();
        assertThat(b.stack.stats().rejected()).isEqualTo(frame.length);
        inject(frame);
        assertThat(b.received).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rejects_every_flipped_bit(boolean isSecure) {
        if (!isSecure) useInsecure();
        byte[] frame = frame();
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            inject(damaged);
            assertThat(b.received).as("bit %d", bit).isEmpty();
        }
        assertThat(b.stack.stats().rejected()).isEqualTo(8L * frame.length);
        inject(frame);
        assertThat(b.received).hasSize(2);
    }

    @Test
    void refuses_a_replay() {
        byte[] frame = frame();
        inject(frame);
        inject(frame);
        assertThat(b.received).hasSize(2);
        assertThat(b.rejected(Reject.REPLAY)).isEqualTo(1);
    }

    @Test
    void takes_what_was_overtaken_and_nothing_twice() {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 50; i++) frames.add(frame());
        for (int i = 49; i >= 0; i--) inject(frames.get(i));
        for (byte[] frame : frames) inject(frame);
        assertThat(b.received).hasSize(100);
        assertThat(b.rejected(Reject.REPLAY)).isEqualTo(50);
    }

    @Test
    void delivers_from_a_new_address_what_is_authentic() {
        network.inject(STRANGER, b.address(), frame());
        assertThat(b.senders).containsOnly(new Peer(STRANGER, a.stack.instance()));
    }

    @Test
    void refuses_another_cluster() {
        StackConfig other = StackConfig.lan("billing");
        TestNode stranger =
                new TestNode(network, "10.0.0.3:7940", 0xc3, KeyRing.of(TestNode.KEY_ID, TestNode.KEY), other);
        stranger.send(b, new Probe(1));
        network.settle();
        assertThat(b.received).isEmpty();
        assertThat(b.rejected(Reject.CLUSTER)).isEqualTo(1);
        assertThat(b.stack.stats().sessions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0x2222, KEY", "0x1111, SEAL"})
    void refuses_another_key_known_by_number_or_by_its_seal(String id, Reject why) {
        TestNode stranger = node("10.0.0.3:7940", 0xc3, KeyRing.of(Integer.decode(id), TestNode.key(9)));
        stranger.send(b, new Probe(1));
        network.settle();
        assertThat(b.received).isEmpty();
        assertThat(b.rejected(why)).isEqualTo(1);
        assertThat(b.stack.stats().sessions()).isZero();
    }

    @Test
    void sealed_and_unsealed_nodes_do_not_hear_each_other() {
        TestNode open = node("10.0.0.3:7940", 0xc3, KeyRing.insecure());
        open.send(b, new Probe(1));
        b.send(open, new Probe(2));
        network.settle();
        assertThat(b.rejected(Reject.KEY)).isEqualTo(1);
        assertThat(open.rejected(Reject.KEY)).isEqualTo(1);
    }

    @Test
    void refuses_what_was_meant_for_an_earlier_process_at_this_address() {
        a.stack.execute(() -> a.stack.send(new Peer(b.address(), 0xb1), new Probe(1)));
        network.settle();
        assertThat(b.received).isEmpty();
        assertThat(b.rejected(Reject.RECEIVER)).isEqualTo(1);
    }

    @Test
    void refuses_what_was_meant_for_a_process_with_the_same_last_bits() {
        long similar = b.stack.instance() | 0x7_0000_0000L;
        a.stack.execute(() -> a.stack.send(new Peer(b.address(), similar), new Probe(1)));
        network.settle();
        assertThat(b.received).isEmpty();
        assertThat(b.rejected(Reject.SEAL)).isEqualTo(1);
    }

    @Test
    void refuses_its_own_frames_sent_back() {
        a.send(b, new Probe(1));
        byte[] own = network.datagrams.get(0).frame;
        FrameHeader.put(own, 12, FrameHeader.receiverTag(a.stack.instance()), 2);
        network.inject(b.address(), a.address(), own);
        assertThat(a.rejected(Reject.OWN)).isEqualTo(1);
    }

    @Test
    void a_key_that_is_installed_first_everywhere_can_be_used_without_a_gap() {
        KeyRing ringA = KeyRing.of(1, TestNode.key(1));
        KeyRing ringB = KeyRing.of(1, TestNode.key(1));
        TestNode x = node("10.0.0.3:7940", 0xc3, ringA);
        TestNode y = node("10.0.0.4:7940", 0xd4, ringB);
        x.send(y, new Probe(1));
        ringA.install(2, TestNode.key(2));
        ringB.install(2, TestNode.key(2));
        ringA.use(2);
        x.send(y, new Probe(2));
        network.settle();
        y.send(x, new Probe(3));
        ringB.use(2);
        ringB.remove(1);
        y.send(x, new Probe(4));
        network.settle();
        assertThat(y.received).containsExactly(new Probe(1), new Probe(2));
        assertThat(x.received).containsExactly(new Probe(3), new Probe(4));
    }

    // Inside an authentic frame.

    @Test
    void an_unknown_kind_is_skipped_and_counted() {
        inject(frameOf(out -> {
            out.varint(999).bytes(new byte[10]);
            out.varint(3).bytes(new byte[0]);
            TestMessage.CODEC.encode(new Probe(5), out);
        }));
        assertThat(b.received).containsExactly(new Probe(5));
        assertThat(b.stack.stats().messages().unknownKinds()).isEqualTo(2);
    }

    @Test
    void bytes_behind_the_last_known_field_are_ignored() {
        inject(frameOf(out -> out.varint(TestMessage.PROBE).bytes(new byte[] {5, 99, 99})));
        assertThat(b.received).containsExactly(new Probe(5));
    }

    @Test
    void a_malformed_body_costs_that_message_alone() {
        inject(frameOf(out -> {
            TestMessage.CODEC.encode(new Probe(1), out);
            out.varint(TestMessage.PROBE).bytes(new byte[0]);
            out.varint(TestMessage.PROBE).bytes(new byte[] {0});
            TestMessage.CODEC.encode(new Probe(2), out);
        }));
        assertThat(b.received).containsExactly(new Probe(1), new Probe(2));
        assertThat(b.stack.stats().messages().malformed()).isEqualTo(2);
        assertThat(b.stack.stats().messages().kinds()).containsExactly(new StackStats.Kind(TestMessage.PROBE, 2, 2));
    }

    @Test
    void a_codec_that_throws_what_it_must_not_costs_that_message_alone() {
        inject(frameOf(out -> {
            TestMessage.CODEC.encode(new Rumor("bug"), out);
            TestMessage.CODEC.encode(new Probe(2), out);
        }));
        assertThat(b.received).containsExactly(new Probe(2));
        assertThat(b.stack.stats().messages().malformed()).isEqualTo(1);
    }

    @Test
    void a_length_beyond_the_frame_costs_the_rest_of_it() {
        inject(frameOf(out -> {
            TestMessage.CODEC.encode(new Probe(1), out);
            out.varint(TestMessage.PROBE).varint(50).u8(1);
        }));
        assertThat(b.received).containsExactly(new Probe(1));
        assertThat(b.stack.stats().messages().truncatedFrames()).isEqualTo(1);
    }

    @Test
    void an_empty_frame_is_a_sign_of_life() {
        List<Peer> heard = new ArrayList<>();
        b.stack.listen(heard::add);
        inject(frameOf(out -> {}));
        assertThat(heard).containsExactly(a.peer());
        assertThat(b.received).isEmpty();
        assertThat(b.stack.stats().rejected()).isZero();
    }

    // Strangers.

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1', HTTP",
        "'POST /x HTTP/1.0', HTTP",
        "'PRI * HTTP/2.0', HTTP",
        "hallo, JUNK",
        "'', JUNK"
    })
    void names_those_who_speak_something_else(String text, Reject why) {
        inject(text.getBytes(StandardCharsets.US_ASCII));
        inject((text + "x".repeat(100)).getBytes(StandardCharsets.US_ASCII));
        assertThat(b.rejected(why)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x03, 0xfe})
    void names_tls_and_dtls(int major) {
        inject(new byte[] {0x16, (byte) major, 1, 2, 0, 1, 0, 0});
        assertThat(b.rejected(Reject.TLS)).isEqualTo(1);
    }

    @Test
    void tells_who_was_rejected_and_why() {
        List<String> told = new ArrayList<>();
        b.stack.onReject((from, why) -> told.add(from + " " + why));
        network.inject(STRANGER, b.address(), "GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
        assertThat(told).containsExactly("192.0.2.1:1234 HTTP");
    }

    @Test
    void another_version_and_a_type_for_links_are_refused() {
        byte[] later = frame();
        later[2] = 2;
        inject(later);
        byte[] link = frame();
        link[3] = FrameHeader.LINK;
        inject(link);
        assertThat(b.rejected(Reject.VERSION)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void random_bytes_do_nothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] frame = frame();
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            int kept = Math.min(bytes.length, random.nextInt(32));
            System.arraycopy(frame, 0, bytes, 0, Math.min(kept, frame.length));
            inject(bytes);
        }
        assertThat(b.received).isEmpty();
        assertThat(b.stack.stats().rejected()).isEqualTo(5_000);
        assertThat(b.stack.stats().sessions()).isZero();
    }

    // Hello by datagram.

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 1_232})
    void a_hello_is_answered_by_a_datagram_of_its_size(int size) {
        a.stack.execute(() -> a.stack.hello(b.address(), size));
        network.settle();
        assertThat(network.datagrams).hasSize(2);
        int bytes = network.datagrams.get(0).frame.length;
        assertThat(bytes).isEqualTo(Math.max(60, size));
        assertThat(network.datagrams.get(1).frame).hasSize(bytes);
        assertThat(a.port.events).containsExactly(new HelloAnswered(b.peer(), 0, bytes));
        assertThat(b.stack.stats().sessions()).isZero();
    }

    @Test
    void an_answer_that_nobody_waits_for_is_refused() {
        a.stack.execute(() -> a.stack.hello(b.address(), 0));
        network.settle();
        network.inject(b.address(), a.address(), network.datagrams.get(1).frame);
        assertThat(a.port.events).hasSize(1);
        assertThat(a.rejected(Reject.REPLAY)).isEqualTo(1);
    }

    @Test
    void a_hello_of_another_cluster_is_not_answered() {
        TestNode stranger = node("10.0.0.3:7940", 0xc3, KeyRing.of(TestNode.KEY_ID, TestNode.key(8)));
        stranger.stack.execute(() -> stranger.stack.hello(b.address(), 0));
        network.settle();
        assertThat(network.datagrams).hasSize(1);
        assertThat(b.rejected(Reject.SEAL)).isEqualTo(1);
    }
}
