package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.stack.Carried;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.collection.LongObjectHashMap;
import io.netty.util.collection.LongObjectMap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The TCP connections of one node, ours and those accepted, by number.
 *
 * <p>All methods run on the node's event loop. An accepted connection is shown to those above when the first bytes on
 * it may be a frame; one that is silent for five seconds, or one too many, is closed.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the pipeline reports what fails
final class Streams {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final long SILENCE_MILLIS = 5_000;

    private final EventLoop loop;
    private final Transport transport;
    private final int maxAccepted;
    private final CarrierStats stats;
    private final NodeLog log;
    private final LongObjectMap<Stream> open = new LongObjectHashMap<>();
    private final List<Stream> unflushed = new ArrayList<>();
    private final Runnable afterInput;
    private @Nullable Carried above;
    private @Nullable InetSocketAddress source;
    private long numbers;
    private int accepted;

    Streams(
            EventLoop loop,
            Transport transport,
            int maxAccepted,
            CarrierStats stats,
            NodeLog log,
            Runnable afterInput) {
        this.loop = loop;
        this.transport = transport;
        this.maxAccepted = maxAccepted;
        this.stats = stats;
        this.log = log;
        this.afterInput = afterInput;
    }

    /** From now on input goes to {@code carried}; connections leave from {@code from} if it is one certain address. */
    void start(Carried carried, Address from) {
        above = carried;
        boolean isWildcard = from.high() == 0 && (from.low() == 0 || from.equals(Address.v4(0, from.port())));
        source = isWildcard ? null : LoopScratch.toSocket(from.withPort(0));
    }

    /** What sets up an accepted connection. */
    ChannelHandler acceptor() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Stream(++numbers, Streams.this, true));
            }
        };
    }

    long connect(Address to) {
        stats.connects.increment();
        Stream stream = new Stream(++numbers, this, false);
        open.put(stream.number, stream);
        new Bootstrap()
                .group(loop)
                .channelFactory(transport::stream)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_RCVBUF, Stream.BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, Stream.BUFFER_BYTES)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .handler(stream)
                .connect(LoopScratch.current().socket(to), source)
                .addListener(done -> {
                    Throwable problem = done.cause();
                    if (problem != null) loop.execute(() -> failed(stream, problem));
                });
        return stream.number;
    }

    boolean write(long number, byte[] frame, int length) {
        Stream stream = open.get(number);
        if (stream == null) return true;
        if (length > Stream.MAX_FRAME_BYTES)
            throw new AssertionError("a stream frame is at most " + Stream.MAX_FRAME_BYTES + " bytes, not " + length);
        stats.streamFramesSent.increment();
        stats.streamBytesSent.add(length);
        unflushed.add(stream);
        return stream.write(frame, length);
    }

    void read(long number, boolean on) {
        Stream stream = open.get(number);
        if (stream != null) stream.read(on);
    }

    void disconnect(long number) {
        Stream stream = open.remove(number);
        if (stream != null) stream.finish();
    }

    /** Hands to the sockets what was written; a window that opens by it may cause more, which then leaves too. */
    void flush() {
        for (int i = 0; i < unflushed.size(); i++) unflushed.get(i).flush();
        unflushed.clear();
    }

    boolean isFlushed() {
        return unflushed.isEmpty();
    }

    /** Ends all connections at once. */
    void close() {
        for (Stream stream : List.copyOf(open.values())) stream.abort();
        open.clear();
    }

    int count() {
        return open.size();
    }

    void opened(Stream stream) {
        if (stream.isAccepted()) {
            accepted++;
            if (accepted > maxAccepted) refuse(stream);
            else loop.schedule(() -> closeIfSilent(stream), SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            above().connected(stream.number);
            inputEnded();
        }
    }

    /** The first bytes on an accepted connection may be a frame. */
    void firstWord(Stream stream, Address from) {
        stats.accepts.increment();
        open.put(stream.number, stream);
        above().accepted(stream.number, from);
    }

    void frame(Stream stream, byte[] frame, int offset, int length) {
        stats.streamFramesReceived.increment();
        stats.streamBytesReceived.add(length);
        above().streamFrame(stream.number, frame, offset, length);
    }

    void junk(Stream stream, Junk junk) {
        stats.junk(junk).increment();
        log.warnRarely(
                "junk " + junk,
                "a connection to the gossip port spoke {} and was closed; is a scraper or a load balancer pointed here?",
                junk == Junk.OTHER ? "something unknown" : junk);
        boolean wasShown = open.remove(stream.number) != null;
        stream.showOut(junk);
        if (wasShown) above().disconnected(stream.number, LinkCause.CLOSED);
    }

    void writable(Stream stream) {
        above().writable(stream.number);
        inputEnded();
    }

    void gone(Stream stream, LinkCause cause) {
        if (stream.isAccepted()) accepted--;
        if (open.remove(stream.number) == null) return;
        above().disconnected(stream.number, cause);
        inputEnded();
    }

    /** What was sent while input was handled leaves now. */
    void inputEnded() {
        afterInput.run();
    }

    private void failed(Stream stream, Throwable problem) {
        if (open.remove(stream.number) == null) return;
        above().disconnected(stream.number, Stream.causeOfFailedConnect(problem));
        inputEnded();
    }

    private void refuse(Stream stream) {
        stats.acceptsRefused.increment();
        log.warnRarely("accepts", "at most {} connections are accepted; one more came and was closed", maxAccepted);
        stream.abort();
    }

    private void closeIfSilent(Stream stream) {
        if (stream.hasSpoken() || stream.isOver()) return;
        stats.silentClosed.increment();
        stream.abort();
    }

    private Carried above() {
        if (above == null) throw new AssertionError("input before the start");
        return above;
    }
}
