package io.hearsay.stack;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;

/** A protocol made of {@link Parts}: whatever comes in goes to the part that it belongs to, unless told otherwise. */
abstract class Composite implements Protocol<Message, Timer> {
    final Environment env;
    final Parts parts;

    Composite(Environment env) {
        this.env = env;
        parts = new Parts(env, this::report);
    }

    /** What its parts report, after all of them have heard it; what is to go further up is emitted here. */
    abstract void report(Event event);

    @Override
    public void start() {
        parts.start();
    }

    @Override
    public void receive(Peer from, Message message) {
        parts.receive(from, message);
    }

    @Override
    public void expire(Timer timer) {
        parts.expire(timer);
    }

    @Override
    public void linkUp(Peer peer) {
        parts.linkUp(peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        parts.linkWritable(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        parts.linkDown(peer, cause);
    }

    @Override
    public void persisted(long token) {
        parts.persisted(token);
    }

    @Override
    public void persistFailed(long token, String why) {
        parts.persistFailed(token, why);
    }
}
