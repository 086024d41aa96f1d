package io.hearsay.lab.experiment;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Timer;
import java.util.random.RandomGenerator;

/** An environment that hands everything on; what stands on it changes one thing. */
class Forwarding implements Environment {
    private final Environment env;

    Forwarding(Environment env) {
        this.env = env;
    }

    @Override
    public long nowNanos() {
        return env.nowNanos();
    }

    @Override
    public RandomGenerator random() {
        return env.random();
    }

    @Override
    public void send(Peer to, Message message) {
        env.send(to, message);
    }

    @Override
    public void schedule(long delayNanos, Timer timer) {
        env.schedule(delayNanos, timer);
    }

    @Override
    public void emit(Event event) {
        env.emit(event);
    }

    @Override
    public void persist(Batch batch, long token) {
        env.persist(batch, token);
    }

    @Override
    public Links links() {
        return env.links();
    }
}
