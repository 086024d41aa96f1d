package io.hearsay.node;

import io.hearsay.LinkCause;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connection: frames out and in, each behind its length in 16 bits, and how it ended.
 *
 * <p>Bound: one frame is held while it comes in, in an array that grows with what has really come.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the pipeline reports what fails
final class Stream extends ChannelInboundHandlerAdapter {
    /** The largest frame on a stream: a message of 16 KiB with its header and seal. */
    static final int MAX_FRAME_BYTES = 16 * 1024 + 512;

    /**
     * The kernel's buffers at either end. Left to itself it lets megabytes pile up where a node is slow, and a sender
     * learns of that seconds later: its messages are asked for elsewhere before they are late. So much a round trip is
     * 2.5 MB/s at 50 ms.
     */
    static final int BUFFER_BYTES = 128 * 1024;

    private static final int LENGTH_BYTES = 2;
    private static final long LINGER_MILLIS = 1_000;

    final long number;
    private final Streams streams;
    private final boolean isAccepted;
    private @Nullable Channel channel;
    private byte[] partial = new byte[0];
    private int gathered;
    private boolean hasSpoken;
    private boolean isOver;
    private LinkCause cause = LinkCause.CLOSED;

    Stream(long number, Streams streams, boolean isAccepted) {
        this.number = number;
        this.streams = streams;
        this.isAccepted = isAccepted;
    }

    /** Whether anything that looks like gossip has come in. */
    boolean hasSpoken() {
        return hasSpoken;
    }

    boolean isAccepted() {
        return isAccepted;
    }

    boolean isOver() {
        return isOver;
    }

    /** Queues a frame; false if the window is full now. */
    boolean write(byte[] frame, int length) {
        Channel to = channel;
        if (to == null || !to.isActive()) return true;
        ByteBuf buffer = to.alloc().directBuffer(LENGTH_BYTES + length);
        buffer.writeShort(length).writeBytes(frame, 0, length);
        to.write(buffer, to.voidPromise());
        return to.isWritable();
    }

    /** Whether to read on: while not, the peer's window fills. */
    void read(boolean on) {
        if (channel != null) channel.config().setAutoRead(on);
    }

    void flush() {
        if (channel != null) channel.flush();
    }

    /**
     * Ends the connection after what was written; what still comes in is thrown away. Our half is closed first and the
     * rest when the peer has closed its own: a socket closed with unread bytes resets the connection, and the peer
     * would lose our goodbye.
     */
    void finish() {
        isOver = true;
        Channel open = channel;
        if (open == null) return;
        read(true);
        if (!(open instanceof SocketChannel socket) || !open.isActive()) {
            open.close();
            return;
        }
        open.writeAndFlush(open.alloc().directBuffer(0)).addListener(written -> socket.shutdownOutput());
        open.eventLoop().schedule(() -> open.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Ends the connection at once. */
    void abort() {
        isOver = true;
        if (channel != null) channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (isOver) context.close();
        else streams.opened(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            while (!isOver && bytes.isReadable()) take(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        streams.inputEnded();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!isOver && context.channel().isWritable()) streams.writable(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable problem) {
        cause = causeOfBreak(problem);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        streams.gone(this, cause);
    }

    private void take(ByteBuf bytes) {
        if (gathered == 0 && bytes.readableBytes() >= LENGTH_BYTES) {
            int start = bytes.readerIndex();
            int length = bytes.getUnsignedShort(start);
            if (!isPlausible(bytes.getUnsignedByte(start), bytes.getUnsignedByte(start + 1), length)) return;
            if (bytes.readableBytes() >= LENGTH_BYTES + length) {
                byte[] frame = LoopScratch.current().frame;
                bytes.skipBytes(LENGTH_BYTES).readBytes(frame, 0, length);
                streams.frame(this, frame, 0, length);
                return;
            }
        }
        gather(bytes);
    }

    /** The frame has come in part: keeps that part, and hands the frame up when the rest is there. */
    private void gather(ByteBuf bytes) {
        int wanted = gathered < LENGTH_BYTES ? LENGTH_BYTES : LENGTH_BYTES + partialLength();
        int count = Math.min(wanted - gathered, bytes.readableBytes());
        if (gathered + count > partial.length) {
            int room = Math.min(wanted, Math.max(gathered + count, 2 * partial.length));
            partial = Arrays.copyOf(partial, room);
        }
        bytes.readBytes(partial, gathered, count);
        gathered += count;
        if (gathered < LENGTH_BYTES) return;
        if (wanted == LENGTH_BYTES && !isPlausible(partial[0] & 0xff, partial[1] & 0xff, partialLength())) return;
        if (gathered == LENGTH_BYTES + partialLength()) handUpGathered();
    }

    private void handUpGathered() {
        byte[] frame = partial;
        int length = gathered - LENGTH_BYTES;
        gathered = 0;
        partial = new byte[0];
        streams.frame(this, frame, LENGTH_BYTES, length);
    }

    private int partialLength() {
        return (partial[0] & 0xff) << 8 | (partial[1] & 0xff);
    }

    /** Whether a frame may begin so; if not, the stranger is named and shown out. */
    private boolean isPlausible(int first, int second, int length) {
        Junk junk = Junk.recognise(first, second);
        boolean mayBeFrame = length > 0 && length <= MAX_FRAME_BYTES && (hasSpoken || junk == Junk.OTHER);
        if (!mayBeFrame) streams.junk(this, junk);
        else if (!hasSpoken) firstWord();
        return mayBeFrame && !isOver;
    }

    private void firstWord() {
        hasSpoken = true;
        if (isAccepted && channel != null)
            streams.firstWord(this, LoopScratch.current().address((InetSocketAddress) channel.remoteAddress()));
    }

    /** Answers an HTTP client in its own words, and closes. */
    void showOut(Junk junk) {
        isOver = true;
        Channel open = channel;
        if (open == null) return;
        if (junk == Junk.HTTP) open.write(open.alloc().directBuffer().writeBytes(Junk.HTTP_ANSWER));
        finish();
    }

    static LinkCause causeOfFailedConnect(Throwable problem) {
        String text = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
        if (problem instanceof ConnectTimeoutException || text.contains("timed out")) return LinkCause.TIMED_OUT;
        if (problem instanceof NoRouteToHostException) return LinkCause.UNREACHABLE;
        return text.contains("refused") ? LinkCause.REFUSED : LinkCause.UNREACHABLE;
    }

    private static LinkCause causeOfBreak(Throwable problem) {
        String text = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("timed out")) return LinkCause.TIMED_OUT;
        return text.contains("route") || text.contains("unreachable") ? LinkCause.UNREACHABLE : LinkCause.RESET;
    }
}
