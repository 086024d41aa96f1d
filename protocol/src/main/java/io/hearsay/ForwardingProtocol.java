package io.hearsay;

import org.jspecify.annotations.Nullable;

/**
 * A protocol that hands everything on to another: what stands around one overrides what it changes or watches, and may
 * be a {@link ForwardingEnvironment} at the same time.
 *
 * <p>Thread rule: as its {@link Protocol}'s.
 */
public interface ForwardingProtocol extends Protocol<Message, Timer> {

    /** What it stands around. */
    Protocol<Message, Timer> inner();

    @Override
    default void start() {
        inner().start();
    }

    @Override
    default void receive(Peer from, Message message) {
        inner().receive(from, message);
    }

    @Override
    default void expire(Timer timer) {
        inner().expire(timer);
    }

    @Override
    default void linkUp(Peer peer) {
        inner().linkUp(peer);
    }

    @Override
    default void linkWritable(Peer peer) {
        inner().linkWritable(peer);
    }

    @Override
    default void linkDown(Peer peer, LinkCause cause) {
        inner().linkDown(peer, cause);
    }

    @Override
    default void onEvent(Event event) {
        inner().onEvent(event);
    }

    @Override
    default void persisted(long token) {
        inner().persisted(token);
    }

    @Override
    default void persistFailed(long token, String why) {
        inner().persistFailed(token, why);
    }

    @Override
    default @Nullable Message piggyback(Peer to, int roomBytes) {
        return inner().piggyback(to, roomBytes);
    }
}
