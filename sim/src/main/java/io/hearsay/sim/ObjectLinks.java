package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.SmallMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of a process in the setting {@code objects}: the stack's handshake, lingering and goodbye with objects for
 * frames.
 *
 * <p>Where two processes open to each other at once, the stream stays that the lower instance opened, as in the stack;
 * the hello that the stack would hold back is answered here, and the link that loses is dropped without a word.
 */
final class ObjectLinks implements Links {
    private static final int MAX_WAITING = 4096;
    private static final int FRAME_BYTES = 256;
    private static final long HANDSHAKE_NANOS = 2_000_000_000L;
    private static final long LINGER_NANOS = 5_000_000_000L;

    private final ObjectProcess process;
    private final List<Link> links = new ArrayList<>();
    private final SmallMap<Link> standing = new SmallMap<>();
    private final List<Link> unsettled = new ArrayList<>();
    private final Deque<Runnable> notices = new ArrayDeque<>();

    ObjectLinks(ObjectProcess process) {
        this.process = process;
    }

    private record Hello(long instance) {}

    private record Answer(long instance) {}

    private record Words(boolean needed, List<Message> messages) {}

    private record Goodbye() {}

    /** A link, or a stream on its way to become one. */
    private static final class Link {
        private final StreamEnd stream;
        private final boolean ours;
        private final Address address;
        private final List<Peer> asked = new ArrayList<>(1);
        private List<Message> waiting = new ArrayList<>(2);
        private final long begunNanos;
        private long standsSinceNanos;
        private long instance;
        private @Nullable Peer peer;
        private boolean connected;
        private boolean needed;
        private boolean neededByPeer;
        private boolean toldNeeded;
        private boolean full;
        private boolean unsettled;
        private boolean awaited;
        private boolean lingers;
        private long lastUseNanos;

        private Link(StreamEnd stream, boolean ours, Address address, long instance, long begunNanos) {
            this.begunNanos = begunNanos;
            this.stream = stream;
            this.ours = ours;
            this.address = address;
            this.instance = instance;
        }

        private boolean stands() {
            return peer != null;
        }

        private boolean isFor(Peer to) {
            return to.isKnown() ? instance == to.instance() : address.equals(to.address()) && (ours || stands());
        }
    }

    @Override
    public void open(Peer to) {
        Link link = find(to, true);
        if (link == null) link = find(to, false);
        if (link == null) link = begin(process.world.streams().connect(process, to.address()), true, to);
        if (link.stands()) join(link, to);
        else if (!link.asked.contains(to)) link.asked.add(to);
    }

    private Link begin(StreamEnd stream, boolean ours, Peer target) {
        Link link = new Link(stream, ours, target.address(), target.instance(), process.now());
        links.add(link);
        stream.attachment = link;
        later(HANDSHAKE_NANOS, () -> {
            if (stream.attachment != link || link.stands()) return;
            drop(link);
            failed(link, LinkCause.TIMED_OUT);
        });
        return link;
    }

    private void join(Link link, Peer wish) {
        link.needed = true;
        unsettle(link);
        Peer peer = wish.isKnown() ? peerOf(link) : new Peer(wish.address(), link.instance);
        notices.add(() -> process.protocol().linkUp(peer));
    }

    @Override
    public boolean send(Peer to, Message message) {
        Link link = find(to, true);
        if (link == null) return false;
        if (link.waiting.size() == MAX_WAITING) {
            link.awaited = true;
            return false;
        }
        link.waiting.add(message);
        link.lastUseNanos = process.now();
        unsettle(link);
        return true;
    }

    @Override
    public void close(Peer to, String reason) {
        Link link = find(to, true);
        if (link == null) {
            cancel(to);
            return;
        }
        link.needed = false;
        unsettle(link);
        lingerIfUnneeded(link);
    }

    @Override
    public void pause(Peer from) {
        Link link = find(from, true);
        if (link != null) process.world.streams().read(link.stream, false);
    }

    @Override
    public void resume(Peer from) {
        Link link = find(from, true);
        if (link != null) process.world.streams().read(link.stream, true);
    }

    @Override
    public void abandon(Peer to) {
        Link link = find(to, true);
        if (link == null) return;
        process.world.streams().disconnect(link.stream);
        down(link, LinkCause.TIMED_OUT);
    }

    private void cancel(Peer to) {
        for (Link link : List.copyOf(links))
            if (!link.stands() && link.asked.removeIf(peer -> peer.equals(to)) && link.asked.isEmpty() && link.ours)
                drop(link);
    }

    // What streams bring.

    void accepted(StreamEnd stream) {
        begin(stream, false, Peer.at(stream.remote));
    }

    void connected(StreamEnd stream) {
        if (!(stream.attachment instanceof Link link)) return;
        link.connected = true;
        write(link, new Hello(process.instance));
    }

    void frame(StreamEnd stream, @Nullable Object frame) {
        if (!(stream.attachment instanceof Link link)) return;
        if (frame instanceof Hello hello) onHello(link, hello);
        else if (frame instanceof Answer answer) onAnswer(link, answer);
        else if (frame instanceof Words words) onWords(link, words);
        else if (frame instanceof Goodbye) onGoodbye(link);
        else throw new AssertionError(frame);
    }

    private void onHello(Link link, Hello hello) {
        link.instance = hello.instance();
        write(link, new Answer(process.instance));
    }

    private void onAnswer(Link link, Answer answer) {
        boolean another = link.instance != Peer.UNKNOWN && link.instance != answer.instance();
        link.instance = answer.instance();
        Link standing = find(new Peer(link.address, answer.instance()), true);
        if (another || answer.instance() == process.instance) {
            drop(link);
            failed(link, LinkCause.TIMED_OUT);
        } else if (standing != null && !standing.ours && !prevails(answer.instance())) {
            drop(link);
            link.asked.forEach(wish -> join(standing, wish));
        } else {
            if (standing != null) drop(standing);
            establish(link, standing == null);
            tellNeed(link);
        }
    }

    private void onWords(Link link, Words words) {
        if (!link.stands() && !accept(link)) return;
        link.neededByPeer = words.needed();
        lingerIfUnneeded(link);
        if (!words.messages().isEmpty()) link.lastUseNanos = process.now();
        Peer from = peerOf(link);
        for (Message message : words.messages()) process.protocol().receive(from, message);
    }

    /** The first words end a handshake; false if another stream is to stay. */
    private boolean accept(Link link) {
        Link standing = find(new Peer(link.address, link.instance), true);
        if (standing != null && standing.standsSinceNanos < link.begunNanos) {
            reset(standing);
            standing = null;
        }
        if (standing != null && standing.ours && prevails(link.instance)) return false;
        if (standing != null) drop(standing);
        establish(link, standing == null);
        return true;
    }

    /** Its peer no longer has it. */
    private void reset(Link link) {
        process.world.streams().disconnect(link.stream);
        down(link, LinkCause.RESET);
    }

    private void onGoodbye(Link link) {
        process.world.streams().disconnect(link.stream);
        down(link, LinkCause.GOODBYE);
    }

    private boolean prevails(long other) {
        return Long.compareUnsigned(process.instance, other) < 0;
    }

    private void establish(Link link, boolean isNew) {
        Peer peer = new Peer(link.address, link.instance);
        link.peer = peer;
        standing.put(link.instance, link);
        link.needed = !link.asked.isEmpty();
        link.lastUseNanos = process.now();
        link.standsSinceNanos = process.now();
        if (isNew) notices.add(() -> process.protocol().linkUp(peer));
        for (Peer wish : link.asked) if (!wish.isKnown() && !wish.address().equals(link.address)) join(link, wish);
        unsettle(link);
    }

    void writable(StreamEnd stream) {
        if (!(stream.attachment instanceof Link link)) return;
        link.full = false;
        unsettle(link);
    }

    void disconnected(StreamEnd stream, LinkCause cause) {
        if (!(stream.attachment instanceof Link link)) return;
        if (link.stands()) down(link, cause);
        else {
            forget(link);
            failed(link, link.connected ? LinkCause.TIMED_OUT : cause);
        }
    }

    private void failed(Link link, LinkCause cause) {
        for (Peer wish : link.asked) notices.add(() -> process.protocol().linkDown(wish, cause));
    }

    private void down(Link link, LinkCause cause) {
        forget(link);
        Peer peer = peerOf(link);
        notices.add(() -> process.protocol().linkDown(peer, cause));
    }

    private void drop(Link link) {
        forget(link);
        process.world.streams().disconnect(link.stream);
    }

    private void forget(Link link) {
        link.stream.attachment = null;
        links.remove(link);
        if (link.peer != null && standing.get(link.instance) == link) standing.remove(link.instance);
        if (link.unsettled) unsettled.remove(link);
    }

    // Links that nobody needs.

    private void lingerIfUnneeded(Link link) {
        if (link.lingers || link.needed || link.neededByPeer) return;
        link.lingers = true;
        later(LINGER_NANOS, () -> lingered(link));
    }

    private void lingered(Link link) {
        link.lingers = false;
        if (link.stream.attachment != link || link.needed || link.neededByPeer) return;
        if (process.now() - link.lastUseNanos < LINGER_NANOS || !link.waiting.isEmpty()) lingerIfUnneeded(link);
        else {
            write(link, new Goodbye());
            onGoodbye(link);
        }
    }

    private void later(long nanos, Runnable input) {
        process.world.after(process.worldNanos(nanos), () -> process.localInput(() -> process.command(input)));
    }

    // What links send.

    /** Writes what waits and tells what there is to tell, until there is nothing left. */
    void settle(Runnable flush) {
        writeWaiting();
        for (Runnable notice = notices.poll(); notice != null; notice = notices.poll()) {
            notice.run();
            flush.run();
            writeWaiting();
        }
    }

    private void writeWaiting() {
        if (unsettled.isEmpty()) return; // after most handlers
        for (Link link : List.copyOf(unsettled)) {
            if (!link.full && !link.waiting.isEmpty()) {
                List<Message> messages = link.waiting;
                link.waiting = new ArrayList<>(2);
                write(link, new Words(link.needed, messages));
            }
            if (link.toldNeeded != link.needed) tellNeed(link);
            if (link.waiting.isEmpty()) {
                link.unsettled = false;
                unsettled.remove(link);
            }
            if (link.awaited && link.waiting.isEmpty()) {
                link.awaited = false;
                Peer peer = peerOf(link);
                notices.add(() -> process.protocol().linkWritable(peer));
            }
        }
    }

    private void tellNeed(Link link) {
        write(link, new Words(link.needed, List.of()));
    }

    private void write(Link link, Object frame) {
        if (frame instanceof Words words) link.toldNeeded = words.needed();
        process.world.countStreamFrame(process, frame);
        if (process.isStalled()) process.whenSendsPass(() -> writeNow(link, frame));
        else writeNow(link, frame);
    }

    private void writeNow(Link link, Object frame) {
        link.full = !process.world.streams().write(link.stream, frame, FRAME_BYTES);
    }

    private void unsettle(Link link) {
        if (!link.stands() || link.unsettled) return;
        link.unsettled = true;
        unsettled.add(link);
    }

    private static Peer peerOf(Link link) {
        if (link.peer == null) throw new AssertionError("a link that does not stand");
        return link.peer;
    }

    private @Nullable Link find(Peer to, boolean thatStands) {
        if (thatStands && to.isKnown()) return standing.get(to.instance());
        for (Link link : links) if (link.stands() == thatStands && link.isFor(to)) return link;
        return null;
    }
}
