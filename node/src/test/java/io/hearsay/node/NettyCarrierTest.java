package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stack may expect of its carrier, on loopback, for each kind of socket and each address family. */
class NettyCarrierTest {
    private static final Address V4 = Address.parse("127.0.0.1:0");
    private static final Address V6 = Address.parse("[::1]:0");
    private static final Address BOTH = Address.parse("[::]:0");
    private static final int LARGEST = io.hearsay.node.Stream.MAX_FRAME_BYTES;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    /** A carrier with somebody above who writes everything down. */
    private record Side(NettyCarrier carrier, RecordingCarried above, CarrierStats stats) {
        Address address() {
            return carrier.address();
        }

        void send(Address to, String text) {
            byte[] frame = text.getBytes(StandardCharsets.ISO_8859_1);
            carrier.execute(() -> carrier.datagram(to, frame, frame.length));
        }

        long connect(Address to) {
            AtomicLong stream = new AtomicLong();
            carrier.execute(() -> stream.set(carrier.connect(to)));
            eventually(() -> stream.get() != 0, () -> "no stream number");
            return stream.get();
        }

        long connected(Address to) {
            long stream = connect(to);
            awaitLine("connected " + stream);
            return stream;
        }

        void write(long stream, byte[] frame) {
            carrier.execute(() -> carrier.write(stream, frame, frame.length));
        }

        void write(long stream, String text) {
            write(stream, text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void awaitLine(String line) {
            eventually(() -> above.has(line), () -> "no '" + line + "' in " + above.lines());
        }
    }

    static Stream<Object[]> transports() {
        return Stream.of(Transport.values())
                .filter(transport -> transport == Transport.NIO || Transport.best() == transport)
                .flatMap(transport -> Stream.of(V4, V6).map(address -> new Object[] {transport, address}));
    }

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) opened.get(i).close();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void delivers_a_datagram_with_its_sender(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        a.send(b.address(), "hello");
        b.awaitLine("datagram from " + a.address() + ": hello");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void delivers_datagrams_up_to_the_largest_mtu(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        for (int length : new int[] {1, 1_232, 9_000, 65_507}) a.send(b.address(), "x".repeat(length));
        b.awaitLine("datagram from " + a.address() + ": 65507 bytes");
        assertThat(b.above.lines()).contains("datagram from " + a.address() + ": 1232 bytes");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void delivers_to_unbound_address_silently(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        a.send(at.withPort(freePort(at)), "lost");
        a.send(b.address(), "found");
        b.awaitLine("datagram from " + a.address() + ": found");
        assertThat(a.above.lines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void sends_to_an_address_of_the_other_family_are_lost_silently(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        a.send(at.isV4() ? V6.withPort(9) : V4.withPort(9), "lost");
        a.send(b.address(), "found");
        b.awaitLine("datagram from " + a.address() + ": found");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void connects_and_carries_frames_both_ways(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        long stream = a.connected(b.address());
        a.write(stream, "ping");
        b.awaitLine("frame: ping");
        assertThat(b.above.lines().get(0)).isEqualTo("accepted from " + at);
        b.write(b.above.lastStream(), "pong");
        a.awaitLine("frame: pong");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void keeps_order_on_a_stream(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        long stream = a.connected(b.address());
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String text = i % 50 == 0 ? "x".repeat(LARGEST) : "frame " + i;
            sent.add("frame: " + (text.length() > 16 ? text.length() + " bytes" : text));
            a.write(stream, text);
        }
        eventually(() -> b.above.count("frame") == sent.size(), () -> b.above.lines());
        assertThat(b.above.lines().subList(1, sent.size() + 1)).isEqualTo(sent);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void says_refused_when_nobody_listens(Transport transport, Address at) {
        Side a = open(transport, at);
        a.connect(at.withPort(freePort(at)));
        a.awaitLine("disconnected REFUSED");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void says_unreachable_for_an_address_of_the_other_family(Transport transport, Address at) {
        Side a = open(transport, at);
        a.connect(at.isV4() ? V6.withPort(9) : V4.withPort(9));
        a.awaitLine("disconnected UNREACHABLE");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void says_timed_out_when_a_backlog_is_full(Transport transport, Address at) throws IOException {
        ServerSocket deaf = keep(new ServerSocket(0, 1, LoopScratch.toSocket(at).getAddress()));
        for (int i = 0; i < 2; i++) keep(new Socket(deaf.getInetAddress(), deaf.getLocalPort()));
        Side a = open(transport, at);
        a.connect(at.withPort(deaf.getLocalPort()));
        a.awaitLine("disconnected TIMED_OUT");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void reports_closed_when_the_peer_disconnects(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        long stream = a.connected(b.address());
        a.write(stream, "ping");
        b.awaitLine("frame: ping");
        b.write(b.above.lastStream(), "goodbye");
        b.carrier.execute(() -> b.carrier.disconnect(b.above.lastStream()));
        a.awaitLine("disconnected CLOSED");
        assertThat(a.above.lines()).containsSubsequence("frame: goodbye", "disconnected CLOSED");
        assertThat(b.above.count("disconnected")).isZero();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void what_was_written_before_a_disconnect_arrives_though_the_peer_was_talking(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        long stream = a.connected(b.address());
        a.write(stream, "ping");
        b.awaitLine("frame: ping");
        for (int i = 0; i < 50; i++) a.write(stream, "x".repeat(1000));
        b.carrier.execute(() -> {
            byte[] bye = {'b', 'y', 'e'};
            b.carrier.write(b.above.lastStream(), bye, bye.length);
            b.carrier.disconnect(b.above.lastStream());
        });
        a.awaitLine("frame: bye");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void says_closed_or_reset_when_the_peer_is_gone_without_a_word(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        long stream = a.connected(b.address());
        a.write(stream, "ping");
        b.awaitLine("frame: ping");
        b.carrier.close();
        eventually(() -> a.above.count("disconnected") == 1, () -> a.above.lines());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_full_window_says_so_and_opens_again(Transport transport, Address at) throws IOException {
        ServerSocket slow = keep(new ServerSocket(0, 1, LoopScratch.toSocket(at).getAddress()));
        Side a = open(transport, at);
        long stream = a.connected(at.withPort(slow.getLocalPort()));
        Socket reader = keep(slow.accept());
        AtomicLong taken = new AtomicLong();
        a.carrier.execute(() -> fill(a.carrier, stream, taken));
        eventually(() -> taken.get() > 0, () -> "nothing taken");
        InputStream in = reader.getInputStream();
        byte[] some = new byte[65_536];
        eventually(
                () -> {
                    read(in, some);
                    return a.above.has("writable " + stream);
                },
                () -> a.above.lines());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void rings_the_alarm_once_at_the_earlier_of_two_times(Transport transport, Address at) {
        Side a = open(transport, at);
        a.carrier.execute(() -> a.carrier.wakeAt(a.carrier.nowNanos() + 3_600_000_000_000L));
        a.carrier.execute(() -> a.carrier.wakeAt(a.carrier.nowNanos() + 1_000_000));
        a.awaitLine("wake");
        assertThat(a.above.count("wake")).isOne();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_later_alarm_replaces_an_earlier_one(Transport transport, Address at) {
        Side a = open(transport, at);
        AtomicLong due = new AtomicLong();
        a.carrier.execute(() -> {
            a.carrier.wakeAt(a.carrier.nowNanos() + 20_000_000);
            due.set(a.carrier.nowNanos() + 60_000_000);
            a.carrier.wakeAt(due.get());
        });
        a.awaitLine("wake");
        assertThat(a.carrier.nowNanos()).isGreaterThanOrEqualTo(due.get());
        assertThat(a.above.count("wake")).isOne();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void all_input_comes_on_one_thread(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        long stream = a.connected(b.address());
        a.write(stream, "ping");
        a.send(b.address(), "hello");
        b.carrier.execute(() -> b.carrier.wakeAt(0));
        b.carrier.execute(() -> b.carrier.store(Batch.of("key", new byte[1]), 7));
        for (String line : List.of("frame: ping", "datagram from " + a.address() + ": hello", "wake", "stored 7"))
            b.awaitLine(line);
        assertThat(b.above.threads()).containsOnly(b.above.threads().get(0));
    }

    @ParameterizedTest
    @MethodSource("transports")
    void answers_an_http_request_and_counts_it(Transport transport, Address at) throws IOException {
        Side a = open(transport, at);
        assertThat(say(a, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")).contains("400 Bad Request", "gossip port");
        eventually(() -> a.stats.junkHttp.get() == 1, a.stats.junkHttp::get);
        assertThat(a.above.lines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void closes_on_a_tls_hello_and_on_an_absurd_length_and_counts_them(Transport transport, Address at)
            throws IOException {
        Side a = open(transport, at);
        assertThat(say(a, "\u0016\u0003\u0001\u0002\u0000\u0001")).isEmpty();
        assertThat(say(a, "\u00ff\u00ff\u0001")).isEmpty();
        eventually(() -> a.stats.junkTls.get() == 1, a.stats.junkTls::get);
        eventually(() -> a.stats.junkOther.get() == 1, a.stats.junkOther::get);
        assertThat(a.above.lines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_frame_that_trickles_in_is_handed_up_whole(Transport transport, Address at) throws Exception {
        Side a = open(transport, at);
        Socket socket = keep(new Socket(
                LoopScratch.toSocket(a.address()).getAddress(), a.address().port()));
        socket.setTcpNoDelay(true);
        for (byte b : new byte[] {0, 3, 'a', 'b', 'c', 0, 2, 'd'}) {
            socket.getOutputStream().write(b);
            socket.getOutputStream().flush();
        }
        a.awaitLine("frame: abc");
        socket.getOutputStream().write('e');
        a.awaitLine("frame: de");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_port_in_use_is_an_error_that_says_what_to_do(Transport transport, Address at) {
        Side a = open(transport, at);
        assertThatThrownBy(() -> open(transport, a.address()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot bind TCP at " + a.address())
                .hasMessageContaining("port 0 takes a free one");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void one_socket_pair_serves_both_families(Transport transport, Address at) {
        Side both = open(transport, BOTH);
        Side a = open(transport, at);
        a.send(at.withPort(both.address().port()), "hello");
        both.awaitLine("datagram from " + a.address() + ": hello");
        both.send(a.address(), "hello back");
        a.awaitLine("datagram from " + at.withPort(both.address().port()) + ": hello back");
        both.connected(a.address());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void a_broken_invariant_closes_the_node_and_not_the_jvm(Transport transport, Address at) {
        Side a = open(transport, at);
        Side b = open(transport, at);
        long stream = b.connected(a.address());
        b.write(stream, "ping");
        a.awaitLine("frame: ping");
        a.carrier.execute(() -> {
            throw new AssertionError("two and two are five");
        });
        b.awaitLine("disconnected CLOSED");
        eventually(() -> !failures.isEmpty(), () -> "nobody was told of the failure");
        assertThat(failures).singleElement().returns("two and two are five", Throwable::getMessage);
        a.carrier.execute(() -> a.above.wake());
        b.send(a.address(), "hello?");
        eventually(() -> canBind(a.address()), () -> a.address() + " stays taken");
        assertThat(a.above.has("wake")).isFalse();
    }

    private static boolean canBind(Address at) {
        try (ServerSocket unused = new ServerSocket(at.port(), 1, InetAddress.getByAddress(at.ip()))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All that is there now. */
    private static void read(InputStream in, byte[] some) {
        try {
            while (in.available() > 0) assertThat(in.read(some)).isPositive();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(NettyCarrier carrier, long stream, AtomicLong taken) {
        byte[] frame = new byte[16_000];
        long count = 1;
        while (carrier.write(stream, frame, frame.length)) {
            count++;
            if (count > 10_000) throw new AssertionError("the window never fills");
        }
        taken.set(count);
    }

    private String say(Side to, String words) throws IOException {
        try (Socket socket = new Socket(
                LoopScratch.toSocket(to.address()).getAddress(), to.address().port())) {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    private Side open(Transport transport, Address at) {
        NodeGroup group = keep(NodeGroup.on(transport, 1, 1));
        RecordingCarried above = new RecordingCarried();
        CarrierStats stats = new CarrierStats();
        NettyCarrier carrier = new NettyCarrier(
                group,
                new SocketConfig(at, 65_507, 100),
                Journal.inMemory(group.blocking()),
                stats,
                new NodeLog("test", "test"));
        carrier.start(above, event -> {}, () -> {}, failures::add);
        opened.add(carrier::close);
        return new Side(carrier, above, stats);
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }

    private static int freePort(Address at) {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(at.ip()))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
