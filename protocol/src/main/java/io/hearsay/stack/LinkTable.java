package io.hearsay.stack;

import io.hearsay.LinkCause;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links that stand, one per process.
 *
 * <p>Frames on a link carry their place in the stream under the seal: one that is lost, repeated or out of order does
 * not open, and breaks the link. Messages wait in the link, high classes first, and are cut into frames when the stream
 * and the budget take them.
 */
final class LinkTable implements Links {
    private final Footing at;
    private final Dispatch dispatch;
    private final Handshakes handshakes;
    private final List<Link> all = new ArrayList<>();
    private final List<Link> unsettled = new ArrayList<>();
    private final LongMap<Link> byStream = new LongMap<>();
    private final LongMap<Link> byInstance = new LongMap<>();
    private final ByteWriter encoded = new ByteWriter(512);
    private final ByteWriter frame = new ByteWriter(1_024);

    LinkTable(Footing at, Dispatch dispatch) {
        this.at = at;
        this.dispatch = dispatch;
        this.handshakes = new Handshakes(at, this);
    }

    Handshakes handshakes() {
        return handshakes;
    }

    @Nullable
    Link of(long instance) {
        return byInstance.get(instance);
    }

    int size() {
        return all.size();
    }

    // What protocols ask for.

    @Override
    public void open(Peer to) {
        Link link = find(to);
        if (link != null) join(link, to);
        else handshakes.open(to);
    }

    /** A link that stands serves one more. */
    void join(Link link, Peer wish) {
        link.needed = true;
        unsettle(link);
        Peer peer = wish.isKnown() ? link.peer : new Peer(wish.address(), link.peer.instance());
        at.notices.add(() -> at.protocol().linkUp(peer));
    }

    @Override
    public boolean send(Peer to, Message message) {
        Traffic traffic = at.codec.traffic(message);
        at.codec.encode(message, encoded.reset());
        Link link = find(to);
        if (link == null) return false;
        byte[] copy = Arrays.copyOf(encoded.array(), encoded.position());
        if (!link.offer(copy, traffic, at.config.links().windowBytes())) {
            link.isAwaited = true;
            at.tally.windowsFull++;
            return false;
        }
        link.lastUseNanos = at.carrier.nowNanos();
        unsettle(link);
        return true;
    }

    @Override
    public void close(Peer to, String reason) {
        Link link = find(to);
        if (link == null) {
            handshakes.cancel(to);
            return;
        }
        link.needed = false;
        link.reason = reason;
        unsettle(link);
        lingerIfUnneeded(link);
    }

    @Override
    public void pause(Peer from) {
        Link link = find(from);
        if (link != null) at.carrier.read(link.stream, false);
    }

    @Override
    public void resume(Peer from) {
        Link link = find(from);
        if (link != null) at.carrier.read(link.stream, true);
    }

    @Override
    public void abandon(Peer to) {
        Link link = find(to);
        if (link != null) breakOff(link, LinkCause.TIMED_OUT);
    }

    private @Nullable Link find(Peer to) {
        if (to.isKnown()) return byInstance.get(to.instance());
        for (Link link : all) if (link.peer.address().equals(to.address())) return link;
        return null;
    }

    // Coming and going.

    /** A handshake has succeeded: from now on its stream is a link, in place of one that the peer no longer has. */
    void establish(Link link, List<Peer> asked) {
        Link old = byInstance.get(link.peer.instance());
        if (old != null) breakOff(old, LinkCause.RESET);
        all.add(link);
        byStream.put(link.stream, link);
        byInstance.put(link.peer.instance(), link);
        link.needed = !asked.isEmpty();
        link.lastUseNanos = at.carrier.nowNanos();
        if (link.isOurs) at.tally.linksOpened++;
        else at.tally.linksAccepted++;
        at.notices.add(() -> at.protocol().linkUp(link.peer));
        for (Peer wish : asked) if (!wish.isKnown() && !wish.address().equals(link.peer.address())) join(link, wish);
        unsettle(link);
    }

    void breakOff(Link link, LinkCause cause) {
        at.carrier.disconnect(link.stream);
        at.tally.linksBroken++;
        down(link, cause);
    }

    private void end(Link link) {
        at.carrier.disconnect(link.stream);
        at.tally.linksEnded++;
        down(link, LinkCause.GOODBYE);
    }

    private void down(Link link, LinkCause cause) {
        remove(link);
        at.notices.add(() -> at.protocol().linkDown(link.peer, cause));
    }

    private void remove(Link link) {
        all.remove(link);
        unsettled.remove(link);
        byStream.remove(link.stream);
        if (byInstance.get(link.peer.instance()) == link) byInstance.remove(link.peer.instance());
    }

    private void lingerIfUnneeded(Link link) {
        if (link.lingers || !link.isUnneeded()) return;
        link.lingers = true;
        at.later(at.config.links().linger().toNanos(), new StackTimer.LingerDue(link.stream));
    }

    void expire(StackTimer.LingerDue due) {
        Link link = byStream.get(due.stream());
        if (link == null) return;
        link.lingers = false;
        if (!link.isUnneeded()) return;
        long idleNanos = at.carrier.nowNanos() - link.lastUseNanos;
        if (idleNanos >= at.config.links().linger().toNanos() && link.queuedBytes() == 0) sayGoodbye(link);
        else lingerIfUnneeded(link);
    }

    private void sayGoodbye(Link link) {
        writeGoodbye(link, link.reason);
        end(link);
    }

    private void writeGoodbye(Link link, String reason) {
        Framing.begin(frame);
        frame.string(reason.length() <= 64 ? reason : reason.substring(0, 64));
        write(link, FrameHeader.GOODBYE);
    }

    /** Says goodbye to everybody; nobody here is told. */
    void closeAll(String reason) {
        for (Link link : List.copyOf(all)) {
            writeGoodbye(link, reason);
            at.carrier.disconnect(link.stream);
            remove(link);
        }
        handshakes.closeAll();
    }

    // What streams bring.

    /** Takes a frame in; false if the stream is not a link. */
    boolean received(long stream, byte[] bytes, int offset, int length) {
        Link link = byStream.get(stream);
        if (link == null) return false;
        long verdict = at.judge(link.peer.address(), Faults.Direction.FROM);
        if (verdict == Faults.CUT) breakOff(link, LinkCause.TIMED_OUT);
        else if (verdict > 0 || !link.arriving.isEmpty())
            hold(
                    link,
                    link.arriving,
                    verdict,
                    Faults.Direction.FROM,
                    Arrays.copyOfRange(bytes, offset, offset + length));
        else read(link, bytes, offset, length);
        return true;
    }

    private void hold(Link link, Link.Detour way, long delayNanos, Faults.Direction direction, byte[] copy) {
        long now = at.carrier.nowNanos();
        at.later(way.enter(now, delayNanos) - now, StackTimer.Delayed.onLink(link, direction, copy));
    }

    /** A frame that was held back goes on. */
    void letThrough(StackTimer.Delayed delayed) {
        Link link = byStream.get(delayed.stream);
        if (link == null) return;
        if (delayed.direction == Faults.Direction.FROM) {
            link.arriving.leave();
            read(link, delayed.frame, 0, delayed.frame.length);
        } else {
            link.leaving.leave();
            writeNow(link, delayed.frame, delayed.frame.length);
        }
    }

    private void read(Link link, byte[] bytes, int offset, int length) {
        Reject why = authenticate(link, bytes, offset, length);
        if (why == null) accept(link);
        else {
            at.reject(link.peer.address(), why);
            breakOff(link, LinkCause.RESET);
        }
    }

    /** Says why the frame is not the link's next one, or null. */
    @Nullable
    Reject authenticate(Link link, byte[] bytes, int offset, int length) {
        Reject why = at.framing.accept(bytes, offset, length);
        if (why != null) return why;
        FrameHeader header = at.framing.header;
        if (header.type != FrameHeader.LINK && header.type != FrameHeader.GOODBYE) return Reject.VERSION;
        if (header.sender != link.peer.instance()) return Reject.SEAL;
        if (!at.framing.open(link.key(at.framing, header.keyId), link.in)) return Reject.SEAL;
        link.in.sequence++;
        if (header.keyId == at.framing.currentKey()) link.out.keyId = KeyRing.NO_KEY;
        return null;
    }

    /** Acts on the frame that was authenticated last. */
    void accept(Link link) {
        at.tally.linkFramesReceived++;
        at.tally.linkBytesReceived += at.framing.frameBytes();
        if (at.framing.header.type == FrameHeader.GOODBYE) {
            at.hearing.accept(link.peer);
            end(link);
            return;
        }
        link.neededByPeer = (at.framing.header.flags & FrameHeader.NEEDED) != 0;
        lingerIfUnneeded(link);
        if (at.framing.bodyBytes() > 0) link.lastUseNanos = at.carrier.nowNanos();
        dispatch.deliver(link.peer);
    }

    /** A stream's window has room again. */
    void writable(long stream) {
        Link link = byStream.get(stream);
        if (link == null) return;
        link.isFull = false;
        unsettle(link);
    }

    boolean disconnected(long stream, LinkCause cause) {
        Link link = byStream.get(stream);
        if (link == null) return false;
        at.tally.linksBroken++;
        down(link, cause);
        return true;
    }

    // What links send.

    private void unsettle(Link link) {
        if (!unsettled.contains(link)) unsettled.add(link);
    }

    /** Writes what waits, as far as streams and budget go. */
    void flush() {
        for (int i = 0; i < unsettled.size(); ) {
            Link link = unsettled.get(i);
            drain(link);
            if (i < unsettled.size() && unsettled.get(i) == link) {
                if (link.queuedBytes() == 0 || link.isFull) unsettled.remove(i);
                else i++;
            }
        }
    }

    private void drain(Link link) {
        while (!link.isFull && link.queuedBytes() > 0) {
            Framing.begin(frame);
            link.fill(frame, maxBodyEnd(), at.budget, at.tally);
            if (frame.position() == FrameHeader.BYTES || !write(link, FrameHeader.LINK)) break;
        }
        if (byStream.get(link.stream) != link) return;
        if (link.toldNeeded != link.needed) tellNeed(link);
        if (link.isAwaited && link.queuedBytes() <= at.config.links().windowBytes() / 2) {
            link.isAwaited = false;
            at.notices.add(() -> at.protocol().linkWritable(link.peer));
        }
    }

    private int maxBodyEnd() {
        return Framing.MAX_STREAM_FRAME_BYTES - at.framing.overheadBytes() + FrameHeader.BYTES;
    }

    /**
     * Sends an empty frame: it says whether this side needs the link, and, as the first, that the handshake is done.
     */
    void tellNeed(Link link) {
        Framing.begin(frame);
        write(link, FrameHeader.LINK);
    }

    /** Seals the frame and writes it; false if a fault has cut the link. */
    private boolean write(Link link, int type) {
        long verdict = at.judge(link.peer.address(), Faults.Direction.TO);
        if (verdict == Faults.CUT) {
            breakOff(link, LinkCause.TIMED_OUT);
            return false;
        }
        at.framing.seal(frame, type, link.needed ? FrameHeader.NEEDED : 0, link.out);
        link.out.sequence++;
        link.toldNeeded = link.needed;
        at.budget.spend(at.framing.overheadBytes());
        if (verdict > 0 || !link.leaving.isEmpty())
            hold(link, link.leaving, verdict, Faults.Direction.TO, frame.toByteArray());
        else writeNow(link, frame.array(), frame.position());
        return true;
    }

    private void writeNow(Link link, byte[] bytes, int length) {
        at.tally.linkFramesSent++;
        at.tally.linkBytesSent += length;
        if (!at.carrier.write(link.stream, bytes, length)) link.isFull = true;
    }

    /** In how many nanoseconds some link may go on; {@link TimerQueue#NEVER} if none waits for the budget. */
    long nanosUntilAdmitted() {
        long soonest = TimerQueue.NEVER;
        for (int i = 0; i < unsettled.size(); i++)
            soonest = Math.min(soonest, unsettled.get(i).nanosUntilAdmitted(at.budget));
        return soonest;
    }
}
