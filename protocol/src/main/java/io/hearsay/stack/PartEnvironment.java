package io.hearsay.stack;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.ForwardingEnvironment;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;

/**
 * What one part of a composite sees of the world: the composite's environment, with links shared and events diverted.
 */
final class PartEnvironment extends ForwardingEnvironment {
    private final Parts parts;
    private final Environment env;
    private final long bit;
    private final Links links = new PartLinks();

    PartEnvironment(Parts parts, Environment env, long bit) {
        super(env);
        this.parts = parts;
        this.env = env;
        this.bit = bit;
    }

    @Override
    public void emit(Event event) {
        parts.emit(event);
    }

    @Override
    public void persist(Batch batch, long token) {
        parts.persist(batch, bit, token);
    }

    @Override
    public Links links() {
        return links;
    }

    private final class PartLinks implements Links {
        @Override
        public void open(Peer to) {
            parts.open(to, bit);
        }

        @Override
        public boolean send(Peer to, Message message) {
            boolean isSent = env.links().send(to, message);
            if (!isSent) parts.mustWait(to, bit);
            return isSent;
        }

        @Override
        public void close(Peer to, String reason) {
            parts.close(to, bit, reason);
        }

        @Override
        public void pause(Peer from) {
            parts.pause(from, bit);
        }

        @Override
        public void resume(Peer from) {
            parts.resume(from, bit);
        }

        @Override
        public void abandon(Peer to) {
            env.links().abandon(to);
        }
    }
}
