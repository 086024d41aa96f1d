package io.hearsay.computation.pushsum;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.computation.Epochs;
import io.hearsay.computation.pushsum.PushSumMessage.Share;
import java.util.function.DoubleSupplier;

/**
 * Keeps half of a sum and a weight, and gives the other half to a random peer, round after round (Kempe, Dobra, Gehrke
 * 2003).
 *
 * <p>Promises: sums and weights of all nodes, with what is under way, never change while nothing is lost; one message
 * per node and round. Whatever was lost counts no more from the next epoch on. Does not promise that nodes agree at any
 * moment. Bounded: a few words of memory. Relies on datagrams not coming twice, which the stack sees to. Not
 * thread-safe.
 */
public final class PushSum implements Protocol<PushSumMessage, PushSumTimer> {
    private final PushSumConfig config;
    private final Environment env;
    private final Peers peers;
    private final DoubleSupplier local;
    private final double ownWeight;
    private final Epochs epochs;
    private double sum;
    private double weight;

    /**
     * A node that is there from the beginning.
     *
     * @param local this node's own value, asked for at the start of each epoch; finite
     * @param ownWeight 1 for an average; for a sum 1 at one node and 0 at all others
     */
    public PushSum(PushSumConfig config, Environment env, Peers peers, DoubleSupplier local, double ownWeight) {
        this(
                config,
                env,
                peers,
                local,
                ownWeight,
                Epochs.founding(config.rounds().epoch()));
    }

    /** A node that comes to others who sum already; it takes part from the next epoch on. */
    public static PushSum joining(
            PushSumConfig config, Environment env, Peers peers, DoubleSupplier local, double ownWeight) {
        return new PushSum(
                config,
                env,
                peers,
                local,
                ownWeight,
                Epochs.joining(config.rounds().epoch()));
    }

    private PushSum(
            PushSumConfig config, Environment env, Peers peers, DoubleSupplier local, double ownWeight, Epochs epochs) {
        this.config = config;
        this.env = env;
        this.peers = peers;
        this.local = local;
        this.ownWeight = ownWeight;
        this.epochs = epochs;
        begin();
    }

    /** What this node takes the result for now; {@code NaN} where no weight has come yet. */
    public double estimate() {
        return weight == 0 ? Double.NaN : sum / weight;
    }

    /** The sum it holds now, half of which it gives away in a round. */
    public double sum() {
        return sum;
    }

    /** The weight it holds now. */
    public double weight() {
        return weight;
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
        long wait = config.rounds().waitNanos(beginsNanos, env.nowNanos(), env.random());
        env.schedule(wait, new PushSumTimer.Round(beginsNanos));
    }

    @Override
    public void receive(Peer from, PushSumMessage message) {
        if (message instanceof Share share) onShare(share);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(PushSumTimer timer) {
        if (timer instanceof PushSumTimer.Round round) onRound(round.beganNanos());
        else throw new AssertionError(timer);
    }

    private void onRound(long beganNanos) {
        if (epochs.isIn()) {
            if (!choosesSelf()) for (Peer peer : peers.sample(1, env.random())) give(peer);
            moveOn(epochs.cycleDone());
        }
        schedule(beganNanos + config.rounds().every().toNanos());
    }

    private boolean choosesSelf() {
        return config.mayChooseSelf() && env.random().nextInt(peers.size() + 1) == 0;
    }

    private void give(Peer peer) {
        sum /= 2;
        weight /= 2;
        env.send(peer, new Share(epochs.current(), sum, weight));
    }

    private void onShare(Share share) {
        moveOn(epochs.heard(share.epoch()));
        if (share.epoch() != epochs.current()) return;
        sum += share.sum();
        weight += share.weight();
    }

    private void moveOn(boolean hasBegun) {
        if (!hasBegun) return;
        double estimate = estimate();
        begin();
        if (epochs.previousCycles() > 0) env.emit(new Summed(epochs.previous(), estimate, epochs.previousCycles()));
    }

    private void begin() {
        double value = local.getAsDouble();
        if (!Double.isFinite(value)) throw new IllegalArgumentException("a value must be finite, was " + value);
        sum = value;
        weight = ownWeight;
    }
}
