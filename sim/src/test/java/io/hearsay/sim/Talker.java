package io.hearsay.sim;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import java.util.ArrayList;
import java.util.List;

/** A toy: does what it is told on links and disk, answers "ping" by "pong", and writes down what happens to it. */
final class Talker implements Protocol<Talker.Say, Timer> {
    record Say(String words) implements Message {}

    final Environment env;
    final Peer self;
    final Life life;
    final List<String> log = new ArrayList<>();

    Talker(Life life) {
        this.life = life;
        env = life.environment();
        self = life.peer();
    }

    static Talker of(SimNode node) {
        return node.protocol(Talker.class);
    }

    static void open(SimNode from, SimNode to) {
        from.execute(() -> of(from).env.links().open(Peer.at(to.address())));
    }

    static void send(SimNode from, SimNode to, String words) {
        Peer peer = of(to).self;
        from.execute(() -> of(from).env.send(peer, new Say(words)));
    }

    static void stream(SimNode from, SimNode to, String words) {
        Peer peer = of(to).self;
        from.execute(() -> of(from).log.add(of(from).env.links().send(peer, new Say(words)) ? "sent" : "refused"));
    }

    static void close(SimNode from, SimNode to) {
        Peer peer = of(to).self;
        from.execute(() -> of(from).env.links().close(peer, "done"));
    }

    static void store(SimNode node, String key, String value) {
        node.execute(() ->
                of(node).env.persist(Batch.of(key, value.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 1));
    }

    @Override
    public void start() {}

    @Override
    public void receive(Peer from, Say message) {
        log.add(message.words());
        if (message.words().equals("ping")) env.send(from, new Say("pong"));
    }

    @Override
    public void expire(Timer timer) {
        log.add(timer.toString());
    }

    @Override
    public void linkUp(Peer peer) {
        log.add("up");
    }

    @Override
    public void linkWritable(Peer peer) {
        log.add("writable");
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        log.add("down " + cause);
    }

    @Override
    public void persisted(long token) {
        log.add("stored");
    }

    @Override
    public void persistFailed(long token, String why) {
        log.add("not stored: " + why);
    }
}
