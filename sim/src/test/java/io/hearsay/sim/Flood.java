package io.hearsay.sim;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import java.util.ArrayList;
import java.util.List;

/** A toy: each round a node tells a random peer the largest number it has heard of, and says so when it grows. */
final class Flood implements Protocol<Flood.Say, Flood.Round> {
    record Say(long largest) implements Message {}

    record Round(int number) implements Timer {}

    record Grew(long largest) implements Event {}

    static final long ROUND_NANOS = 200_000_000L;

    private final Environment env;
    private final List<Peer> peers = new ArrayList<>();
    private long largest;
    int received;

    Flood(Life life) {
        env = life.environment();
    }

    void knows(Peer peer) {
        peers.add(peer);
    }

    void raise(long number) {
        if (number <= largest) return;
        largest = number;
        env.emit(new Grew(number));
    }

    long largest() {
        return largest;
    }

    @Override
    public void start() {
        env.schedule(env.random().nextLong(ROUND_NANOS), new Round(0));
    }

    @Override
    public void receive(Peer from, Say message) {
        received++;
        raise(message.largest());
    }

    @Override
    public void expire(Round round) {
        if (!peers.isEmpty()) env.send(peers.get(env.random().nextInt(peers.size())), new Say(largest));
        env.schedule(ROUND_NANOS, new Round(round.number() + 1));
    }
}
