package io.hearsay.node;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** How the operating system's sockets are reached: the JDK's selectors everywhere, epoll on Linux. */
enum Transport {
    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel listener(SocketProtocolFamily family) {
            return new NioServerSocketChannel(java.nio.channels.spi.SelectorProvider.provider(), family);
        }

        @Override
        DatagramChannel datagrams(SocketProtocolFamily family) {
            return new NioDatagramChannel(family);
        }

        @Override
        Channel stream() {
            return new NioSocketChannel();
        }

        @Override
        void setDatagramSize(Bootstrap datagrams, int bytes) {
            datagrams.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(bytes));
        }
    },
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerChannel listener(SocketProtocolFamily family) {
            return new EpollServerSocketChannel(family);
        }

        @Override
        DatagramChannel datagrams(SocketProtocolFamily family) {
            return new EpollDatagramChannel(family);
        }

        @Override
        Channel stream() {
            return new EpollSocketChannel();
        }

        /** Several datagrams come in by one call of the kernel (recvmmsg), as many as fit one buffer. */
        @Override
        void setDatagramSize(Bootstrap datagrams, int bytes) {
            int count = Math.max(1, BURST_BYTES / bytes);
            datagrams.option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(count * bytes));
            datagrams.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, bytes);
        }
    };

    private static final int BURST_BYTES = 32 * 1024;

    /** Epoll where its native library loads, else the JDK's selectors. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandlers();

    abstract ServerChannel listener(SocketProtocolFamily family);

    abstract DatagramChannel datagrams(SocketProtocolFamily family);

    abstract Channel stream();

    /** Makes room for datagrams of so many bytes; what is longer is cut, and then fails to open. */
    abstract void setDatagramSize(Bootstrap datagrams, int bytes);
}
