package io.hearsay;

import java.util.random.RandomGenerator;

/**
 * An environment that hands everything on to another: the base of those that change one thing, such as where events go
 * or what is lost.
 *
 * <p>Thread rule: as its {@link Protocol}'s.
 */
public abstract class ForwardingEnvironment implements Environment {
    private final Environment env;

    /** Hands everything on to {@code env}. */
    protected ForwardingEnvironment(Environment env) {
        this.env = env;
    }

    @Override
    public long nowNanos() {
        return env.nowNanos();
    }

    @Override
    public long wallMillis() {
        return env.wallMillis();
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
