package io.hearsay.node;

import io.hearsay.Address;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * The two sockets of a node, UDP and TCP at one port; nothing is read from them until {@link #read}.
 *
 * @param address where they are bound, the port that was taken included
 */
@SuppressWarnings("FutureReturnValueIgnored") // the pipeline reports what fails
record Ports(Channel listener, DatagramChannel datagrams, Address address) {
    /** A free TCP port may be taken for UDP; then the next one is tried. */
    private static final int FREE_PORT_TRIES = 32;

    private static final int BACKLOG = 1024;
    private static final int DATAGRAM_BUFFER_BYTES = 1 << 20;

    /**
     * Binds both sockets.
     *
     * @param config port 0 takes one that is free for both
     * @param accepted what handles the streams that come in
     * @param received what handles the datagrams
     * @throws UncheckedIOException if the port is in use or the address is not this host's
     */
    static Ports bind(
            Transport transport,
            EventLoop loop,
            SocketConfig config,
            ChannelHandler accepted,
            ChannelHandler received) {
        Address wanted = config.bind();
        for (int attempt = 1; ; attempt++) {
            Channel listener = open(listen(transport, loop, wanted, accepted), wanted, "TCP");
            Address at = wanted.withPort(((InetSocketAddress) listener.localAddress()).getPort());
            try {
                DatagramChannel datagrams = (DatagramChannel)
                        open(receive(transport, loop, at, config.receivedBytes(), received), at, "UDP");
                return new Ports(listener, datagrams, at);
            } catch (UncheckedIOException e) {
                listener.close().syncUninterruptibly();
                if (wanted.port() != 0 || attempt == FREE_PORT_TRIES) throw e;
            }
        }
    }

    /** From now on datagrams are read and streams accepted. */
    void read() {
        listener.config().setAutoRead(true);
        datagrams.config().setAutoRead(true);
    }

    void close() {
        listener.close();
        datagrams.close();
    }

    private static ChannelFuture listen(Transport transport, EventLoop loop, Address at, ChannelHandler accepted) {
        return new ServerBootstrap()
                .group(loop, loop)
                .channelFactory(() -> transport.listener(family(at)))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .option(
                        ChannelOption.SO_RCVBUF,
                        Stream.BUFFER_BYTES) // accepted ones inherit it, before they shake hands
                .childOption(ChannelOption.SO_SNDBUF, Stream.BUFFER_BYTES)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(accepted)
                .bind(LoopScratch.toSocket(at));
    }

    private static ChannelFuture receive(
            Transport transport, EventLoop loop, Address at, int datagramBytes, ChannelHandler received) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channelFactory(() -> transport.datagrams(family(at)))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_RCVBUF, DATAGRAM_BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, DATAGRAM_BUFFER_BYTES)
                .handler(received);
        transport.setDatagramSize(bootstrap, datagramBytes);
        return bootstrap.bind(LoopScratch.toSocket(at));
    }

    private static Channel open(ChannelFuture bind, Address at, String what) {
        bind.awaitUninterruptibly();
        if (bind.isSuccess()) return bind.channel();
        throw new UncheckedIOException(
                "cannot bind " + what + " at " + at + ": " + bind.cause().getMessage()
                        + "; the address must be one of this host's and the port free for TCP and UDP (port 0 takes a"
                        + " free one)",
                new IOException(bind.cause()));
    }

    private static SocketProtocolFamily family(Address at) {
        return at.isV4() ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }
}
