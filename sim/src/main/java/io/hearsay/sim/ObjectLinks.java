package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The links of a process in the setting {@code objects}: the stack's handshake with objects for frames. */
final class ObjectLinks implements Links {
    private static final int MESSAGE_BYTES = 128;

    private final ObjectProcess process;
    private final Map<Long, Link> links = new LinkedHashMap<>();

    ObjectLinks(ObjectProcess process) {
        this.process = process;
    }

    /** What travels on a stream beside messages. */
    private enum Word {
        GOODBYE
    }

    private record Hello(long instance) {}

    private record Answer(long instance) {}

    private static final class Link {
        private final long stream;
        private final Peer asked;
        private final boolean ours;
        private @Nullable Peer peer;
        private boolean full;
        private boolean goodbye;

        private Link(long stream, Peer asked, boolean ours) {
            this.stream = stream;
            this.asked = asked;
            this.ours = ours;
        }

        private boolean isFor(Peer to) {
            if (peer != null && to.isKnown()) return peer.instance() == to.instance();
            return asked.address().equals(to.address()) && (ours || peer != null);
        }
    }

    @Override
    public void open(Peer to) {
        Link link = find(to);
        if (link == null) {
            long stream = process.world.streams().connect(process, to.address());
            links.put(stream, new Link(stream, to, true));
        } else if (link.peer != null) {
            Peer peer = link.peer;
            process.world.after(0, () -> process.localInput(() -> up(peer)));
        }
    }

    @Override
    public boolean send(Peer to, Message message) {
        Link link = find(to);
        if (link == null || link.peer == null || link.full) return false;
        write(link, message);
        return true;
    }

    @Override
    public void close(Peer to, String reason) {
        Link link = find(to);
        if (link == null) return;
        write(link, Word.GOODBYE);
        process.world.streams().disconnect(link.stream);
        links.remove(link.stream);
    }

    void accepted(long stream, Address from) {
        links.put(stream, new Link(stream, Peer.at(from), false));
    }

    void connected(long stream) {
        Link link = links.get(stream);
        if (link != null) write(link, new Hello(process.instance));
    }

    void frame(long stream, @Nullable Object frame) {
        Link link = links.get(stream);
        if (link == null) return;
        if (frame instanceof Hello hello) onHello(link, hello);
        else if (frame instanceof Answer answer) stands(link, answer.instance());
        else if (frame == Word.GOODBYE) link.goodbye = true;
        else if (frame instanceof Message message && link.peer != null) receive(link.peer, message);
        else throw new AssertionError(frame);
    }

    private void onHello(Link link, Hello hello) {
        write(link, new Answer(process.instance));
        stands(link, hello.instance());
    }

    private void stands(Link link, long instance) {
        if (link.asked.isKnown() && link.asked.instance() != instance) {
            process.world.streams().disconnect(link.stream);
            disconnected(link.stream, LinkCause.TIMED_OUT);
            return;
        }
        Link other = find(new Peer(link.asked.address(), instance));
        Peer peer = new Peer(link.asked.address(), instance);
        link.peer = peer;
        if (other != null && other != link && other.peer != null) keepOne(link, other, instance);
        up(peer);
    }

    /** Both sides opened at once: both keep the stream that the lower instance opened. */
    private void keepOne(Link link, Link other, long instance) {
        boolean oursWins = Long.compareUnsigned(process.instance, instance) < 0;
        Link loser = link.ours == oursWins ? other : link;
        links.remove(loser.stream);
        process.world.streams().disconnect(loser.stream);
    }

    void writable(long stream) {
        Link link = links.get(stream);
        if (link == null || link.peer == null) return;
        Peer peer = link.peer;
        link.full = false;
        process.command(() -> process.protocol().linkWritable(peer));
    }

    void disconnected(long stream, LinkCause cause) {
        Link link = links.remove(stream);
        if (link == null || !link.ours && link.peer == null) return;
        Peer peer = link.peer != null ? link.peer : link.asked;
        LinkCause why = link.goodbye ? LinkCause.GOODBYE : cause;
        process.command(() -> process.protocol().linkDown(peer, why));
    }

    private void up(Peer peer) {
        process.command(() -> process.protocol().linkUp(peer));
    }

    private void receive(Peer from, Message message) {
        process.command(() -> process.protocol().receive(from, message));
    }

    private void write(Link link, Object frame) {
        process.world.countStreamFrame(process, frame);
        link.full = !process.world.streams().write(link.stream, frame, MESSAGE_BYTES);
    }

    private @Nullable Link find(Peer to) {
        for (Link link : links.values()) if (link.isFor(to)) return link;
        return null;
    }
}
