package io.hearsay.computation.averaging;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.computation.CycleConfig;
import io.hearsay.computation.Epochs;
import io.hearsay.computation.averaging.AveragingMessage.Reply;
import io.hearsay.computation.averaging.AveragingMessage.Request;
import java.util.function.DoubleSupplier;

/**
 * Takes the average with one random peer after the other (Jelasity, Montresor, Babaoglu 2005, 3).
 *
 * <p>Promises: while nothing is lost and nobody crashes the sum over all nodes that take part never changes, whatever
 * exchanges overlap; two messages per node and cycle. Whatever was lost counts no more from the next epoch on. Does not
 * promise that nodes agree at any moment: the relative error falls with every cycle. Bounded: a few words of memory.
 * Relies on datagrams not coming twice, which the stack sees to. Not thread-safe.
 */
public final class Averaging implements Protocol<AveragingMessage, AveragingTimer> {
    private final CycleConfig config;
    private final Environment env;
    private final Peers peers;
    private final DoubleSupplier local;
    private final Epochs epochs;
    private double value;
    private long requests;

    /** Which of the last 64 requests of this epoch are unanswered: bit 0 is the latest. */
    private long awaited;

    /**
     * A node that is there from the beginning.
     *
     * @param local this node's own value, asked for at the start of each epoch; finite
     */
    public Averaging(CycleConfig config, Environment env, Peers peers, DoubleSupplier local) {
        this(config, env, peers, local, Epochs.founding(config.epoch()));
    }

    /** A node that comes to others who average already; it takes part from the next epoch on. */
    public static Averaging joining(CycleConfig config, Environment env, Peers peers, DoubleSupplier local) {
        return new Averaging(config, env, peers, local, Epochs.joining(config.epoch()));
    }

    private Averaging(CycleConfig config, Environment env, Peers peers, DoubleSupplier local, Epochs epochs) {
        this.config = config;
        this.env = env;
        this.peers = peers;
        this.local = local;
        this.epochs = epochs;
        this.value = finite(local.getAsDouble());
    }

    /** What this node takes the average for now. */
    public double estimate() {
        return value;
    }

    /** The epoch it is in, -1 while it waits to join one. */
    public long epoch() {
        return epochs.current();
    }

    @Override
    public void start() {
        schedule(env.nowNanos());
    }

    private void schedule(long beginsNanos) {
        long wait = config.waitNanos(beginsNanos, env.nowNanos(), env.random());
        env.schedule(wait, new AveragingTimer.Cycle(beginsNanos));
    }

    @Override
    public void receive(Peer from, AveragingMessage message) {
        moveOn(epochs.heard(message.epoch()));
        if (message instanceof Request request) onRequest(from, request);
        else if (message instanceof Reply reply) onReply(reply);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(AveragingTimer timer) {
        if (timer instanceof AveragingTimer.Cycle cycle) onCycle(cycle.beganNanos());
        else throw new AssertionError(timer);
    }

    private void onCycle(long beganNanos) {
        if (epochs.isIn()) {
            for (Peer peer : peers.sample(1, env.random())) request(peer);
            moveOn(epochs.cycleDone());
        }
        schedule(beganNanos + config.every().toNanos());
    }

    private void request(Peer peer) {
        requests++;
        awaited = awaited << 1 | 1;
        env.send(peer, new Request(epochs.current(), requests, value));
    }

    private void onRequest(Peer from, Request request) {
        if (!epochs.isIn()) return;
        double moved = request.epoch() == epochs.current() ? (request.value() - value) / 2 : 0;
        value += moved;
        env.send(from, new Reply(epochs.current(), request.sequence(), moved));
    }

    private void onReply(Reply reply) {
        long ago = requests - reply.sequence();
        if (reply.epoch() != epochs.current() || ago < 0 || ago > 63 || (awaited & 1L << ago) == 0) return;
        awaited &= ~(1L << ago);
        value -= reply.moved();
    }

    /** The epoch before is over, if there was one; what it came to is told. */
    private void moveOn(boolean hasBegun) {
        if (!hasBegun) return;
        double estimate = value;
        begin();
        if (epochs.previousCycles() > 0) env.emit(new Averaged(epochs.previous(), estimate, epochs.previousCycles()));
    }

    /** What the exchanges still under way have moved belongs to the epoch before. */
    private void begin() {
        value = finite(local.getAsDouble());
        awaited = 0;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) throw new IllegalArgumentException("a value must be finite, was " + value);
        return value;
    }
}
