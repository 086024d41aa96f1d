/** Opens a Hearsay cluster on real sockets and real storage. */
module io.hearsay.node {
    exports io.hearsay.node;

    requires static transitive org.jspecify;
    requires transitive io.hearsay.protocol;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires micrometer.core;
    requires org.slf4j;
}
