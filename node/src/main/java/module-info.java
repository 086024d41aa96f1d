/** Opens a Hearsay cluster on real sockets and real storage. */
@SuppressWarnings("requires-transitive-automatic") // Micrometer has no descriptor; its registry is in our API
module io.hearsay.node {
    exports io.hearsay.node;

    requires static transitive org.jspecify;
    requires transitive io.hearsay.protocol;
    requires io.netty.buffer;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires transitive micrometer.core;
    requires org.slf4j;
}
