package io.hearsay.node;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
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
    };

    /** Epoll where its native library loads, else the JDK's selectors. */
    static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandlers();

    abstract ServerChannel listener(SocketProtocolFamily family);

    abstract DatagramChannel datagrams(SocketProtocolFamily family);

    abstract Channel stream();
}
