package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Streams on their way to become links.
 *
 * <pre>
 *   opener ── hello(nonce) ──────────▶ acceptor      anybody could have recorded it: changes nothing
 *          ◀────────── answer(nonce, nonce') ──      fresh, and bound to the opener
 *          ── first frame, bound to both ────▶       now both ends are known to be who they say
 * </pre>
 *
 * <p>When two processes open to each other at once, the stream that the lower instance has opened stays: it holds the
 * other's hello until its own stream stands or has failed. One that did not know whom it called finds out by the answer
 * and decides by the same rule. So a link that has carried a message is never given up for another, unless the peer
 * itself opens a new one, having lost the old.
 */
final class Handshakes {
    private final Footing at;
    private final LinkTable links;
    private final List<Handshake> all = new ArrayList<>(); // in the order they began; few
    private final LongMap<Handshake> byStream = new LongMap<>();
    private final ByteWriter frame = new ByteWriter(128);
    private final Binding binding = new Binding();
    private int strangers;
    private long lastUnconnected = Long.MIN_VALUE;

    /**
     * Whether a hello of ours was left without an answer. Two sides of a split may each have come to a key that the
     * other does not hold, and still share an older one; from then on we call in any that we have.
     */
    private boolean wasTurnedDown;

    Handshakes(Footing at, LinkTable links) {
        this.at = at;
        this.links = links;
    }

    int size() {
        return all.size();
    }

    void open(Peer to) {
        for (Handshake each : all)
            if (each.serves(to)) {
                each.ask(to);
                return;
            }
        // A cut address must look silent, even where its kernel would refuse us at once.
        boolean isCut = isCut(to.address());
        long stream = isCut ? ++lastUnconnected : at.carrier.connect(to.address());
        begin(Handshake.opened(stream, to));
    }

    private boolean isCut(Address peer) {
        return at.judge(peer, Faults.Direction.TO) == Faults.CUT || at.judge(peer, Faults.Direction.FROM) == Faults.CUT;
    }

    void accepted(long stream, Address from) {
        if (strangers >= at.config.links().maxHandshakes()) {
            at.tally.handshakesTurnedAway++;
            at.carrier.disconnect(stream);
        } else begin(Handshake.accepted(stream, from));
    }

    private void begin(Handshake handshake) {
        all.add(handshake);
        byStream.put(handshake.stream, handshake);
        if (!handshake.isOurs) strangers++;
        at.later(at.config.links().handshakeTimeout().toNanos(), new StackTimer.HandshakeDue(handshake.stream));
    }

    private void remove(Handshake handshake) {
        all.remove(handshake);
        byStream.remove(handshake.stream);
        if (!handshake.isOurs) strangers--;
    }

    private void discard(Handshake handshake) {
        remove(handshake);
        if (handshake.stream > lastUnconnected) at.carrier.disconnect(handshake.stream);
    }

    /** Nobody needs the link any more that was asked for. */
    void cancel(Peer wish) {
        for (Handshake each : List.copyOf(all)) {
            boolean asked = each.asked.removeIf(
                    peer -> wish.isKnown() ? peer.instance() == wish.instance() : peer.equals(wish));
            if (asked && each.asked.isEmpty() && each.isOurs) {
                discard(each);
                release(each);
            }
        }
    }

    void closeAll() {
        for (Handshake each : List.copyOf(all)) discard(each);
    }

    // Our own hello.

    void connected(long stream) {
        Handshake handshake = byStream.get(stream);
        if (handshake == null) return;
        handshake.stage = Handshake.Stage.GREETING;
        handshake.openerNonce = at.framing.nonce();
        Greeting.writeHello(frame, handshake.openerNonce, at.config.port(), 0);
        handshake.keyId = wasTurnedDown ? at.framing.anyKey(at.carrier.random()) : at.framing.currentKey();
        send(handshake, FrameHeader.HELLO, binding.to(Peer.UNKNOWN).in(handshake.keyId, at.framing.currentKey()));
    }

    /** Writes the frame, if no fault is against it; what is lost here ends in the time-out. */
    private void send(Handshake handshake, int type, Binding bound) {
        if (at.judge(handshake.address, Faults.Direction.TO) == Faults.CUT) return;
        at.framing.seal(frame, type, 0, bound);
        at.budget.spend(frame.position());
        at.tally.linkFramesSent++;
        at.tally.linkBytesSent += frame.position();
        at.carrier.write(handshake.stream, frame.array(), frame.position());
    }

    private @Nullable Reject onAnswer(Handshake handshake, byte[] bytes, int offset, int length) {
        Reject why = open(FrameHeader.ANSWER, at.instance, bytes, offset, length);
        if (why != null) return why;
        if (Greeting.nonce(at.framing) != handshake.openerNonce) return Reject.REPLAY;
        handshake.remote = at.framing.header.sender;
        handshake.acceptorNonce = Greeting.answerNonce(at.framing);
        Link standing = links.of(handshake.remote);
        Handshake rival = rival(handshake);
        if (handshake.target.isKnown() && handshake.target.instance() != handshake.remote) reachedAnother(handshake);
        else if (standing != null) joinStanding(handshake, standing);
        else if (rival != null && !prevails(handshake.remote)) yieldTo(rival, handshake);
        else confirm(handshake);
        return null;
    }

    private void reachedAnother(Handshake handshake) {
        at.tally.linksToAnother++;
        discard(handshake);
        fail(handshake, LinkCause.TIMED_OUT);
    }

    private void joinStanding(Handshake handshake, Link standing) {
        discard(handshake);
        for (Peer wish : handshake.asked) links.join(standing, wish);
        release(handshake);
    }

    private void yieldTo(Handshake rival, Handshake loser) {
        discard(loser);
        loser.asked.forEach(rival::ask);
    }

    private void confirm(Handshake handshake) {
        remove(handshake);
        for (Handshake rival : List.copyOf(all))
            if (rival.stage == Handshake.Stage.ANSWERED && rival.remote == handshake.remote) {
                discard(rival);
                rival.asked.forEach(handshake::ask);
            }
        Link link = handshake.toLink(at.instance, at.framing.currentKey());
        links.establish(link, handshake.asked);
        links.tellNeed(link);
        release(handshake);
    }

    // Others' hellos.

    /** Takes a frame in on a stream that is no link yet. */
    void received(long stream, byte[] bytes, int offset, int length) {
        Handshake handshake = byStream.get(stream);
        if (handshake == null || at.judge(handshake.address, Faults.Direction.FROM) == Faults.CUT) return;
        Reject why = switch (handshake.stage) {
            case GREETING -> onAnswer(handshake, bytes, offset, length);
            case LISTENING -> onHello(handshake, bytes, offset, length);
            case ANSWERED -> onFirstFrame(handshake, bytes, offset, length);
            case CONNECTING, HELD -> Reject.VERSION;
        };
        if (why == null) return;
        at.reject(handshake.address, why);
        discard(handshake);
        fail(handshake, LinkCause.TIMED_OUT);
    }

    private @Nullable Reject onHello(Handshake handshake, byte[] bytes, int offset, int length) {
        Reject why = open(FrameHeader.HELLO, Peer.UNKNOWN, bytes, offset, length);
        if (why != null) return why;
        int port = Greeting.port(at.framing);
        handshake.address = port == 0
                ? handshake.target.address()
                : handshake.target.address().withPort(port);
        handshake.openerNonce = Greeting.nonce(at.framing);
        handshake.remote = at.framing.header.sender;
        handshake.keyId = at.framing.header.keyId;
        if (handshake.remote == at.instance) return calledOurselves(handshake);
        if (isCut(handshake.address)) return null;
        if (isHoldable(handshake)) hold(handshake);
        else answer(handshake);
        return null;
    }

    /**
     * For a while only: where our own calls are lost on the way and the peer's are not, its link is the one to have.
     */
    private void hold(Handshake handshake) {
        handshake.stage = Handshake.Stage.HELD;
        long patience = at.config.links().handshakeTimeout().toNanos() / 4;
        at.later(patience, new StackTimer.HeldDue(handshake.stream));
    }

    void expire(StackTimer.HeldDue due) {
        Handshake handshake = byStream.get(due.stream());
        if (handshake != null && handshake.stage == Handshake.Stage.HELD) answer(handshake);
    }

    /** Both ends of the stream are ours: a seed list that holds our own address. */
    private Reject calledOurselves(Handshake handshake) {
        at.tally.linksToSelf++;
        for (Handshake each : List.copyOf(all))
            if (each.isOurs && each.openerNonce == handshake.openerNonce) {
                discard(each);
                fail(each, LinkCause.TIMED_OUT);
            }
        return Reject.OWN;
    }

    private boolean isHoldable(Handshake theirs) {
        if (!prevails(theirs.remote)) return false;
        for (Handshake each : all) if (each.isOurs && each.target.instance() == theirs.remote) return true;
        return false;
    }

    /** Of two streams between us and another the one stays that the lower instance has opened. */
    private boolean prevails(long other) {
        return Long.compareUnsigned(at.instance, other) < 0;
    }

    private void answer(Handshake handshake) {
        handshake.stage = Handshake.Stage.ANSWERED;
        handshake.acceptorNonce = at.framing.nonce();
        Greeting.writeAnswer(frame, handshake.openerNonce, handshake.acceptorNonce, 0);
        send(handshake, FrameHeader.ANSWER, binding.to(handshake.remote).in(handshake.keyId, at.framing.currentKey()));
    }

    private @Nullable Reject onFirstFrame(Handshake handshake, byte[] bytes, int offset, int length) {
        Link link = handshake.toLink(at.instance, at.framing.currentKey());
        Reject why = links.authenticate(link, bytes, offset, length);
        if (why != null) return why;
        remove(handshake);
        for (Handshake ours : List.copyOf(all))
            if (ours.isOurs && ours.isWith(handshake.remote)) {
                discard(ours);
                ours.asked.forEach(handshake::ask);
            }
        links.establish(link, handshake.asked);
        links.accept(link);
        return null;
    }

    /** Opens a frame of the handshake; says why it cannot be opened, or null. */
    private @Nullable Reject open(int type, long receiver, byte[] bytes, int offset, int length) {
        Reject why = at.framing.accept(bytes, offset, length);
        if (why != null) return why;
        FrameHeader header = at.framing.header;
        if (header.type != type) return Reject.VERSION;
        if (!at.framing.open(at.framing.derive(header.sender, header.keyId), binding.to(receiver))) return Reject.SEAL;
        at.tally.linkFramesReceived++;
        at.tally.linkBytesReceived += at.framing.frameBytes();
        return at.framing.bodyBytes() < Greeting.BODY_BYTES ? Reject.MALFORMED : null;
    }

    // Failure.

    void disconnected(long stream, LinkCause cause) {
        Handshake handshake = byStream.get(stream);
        if (handshake == null) return;
        remove(handshake);
        fail(handshake, handshake.stage == Handshake.Stage.CONNECTING ? cause : LinkCause.TIMED_OUT);
    }

    void expire(StackTimer.HandshakeDue due) {
        Handshake handshake = byStream.get(due.stream());
        if (handshake == null) return;
        discard(handshake);
        fail(handshake, LinkCause.TIMED_OUT);
    }

    /** What was asked of a handshake that is no more passes to the peer's own, if there is one. */
    private void fail(Handshake handshake, LinkCause cause) {
        if (handshake.stage == Handshake.Stage.GREETING) wasTurnedDown = true;
        release(handshake);
        Handshake rival = handshake.asked.isEmpty() ? null : rival(handshake);
        if (rival != null) {
            handshake.asked.forEach(rival::ask);
            return;
        }
        if (handshake.isOurs) at.tally.linksFailed++;
        for (Peer wish : handshake.asked) at.notices.add(() -> at.protocol().linkDown(wish, cause));
    }

    /** Another handshake with the same process, which it has begun. */
    private @Nullable Handshake rival(Handshake handshake) {
        for (Handshake each : all)
            if (each != handshake && each.stage == Handshake.Stage.ANSWERED && isRival(handshake, each)) return each;
        return null;
    }

    private static boolean isRival(Handshake handshake, Handshake theirs) {
        if (handshake.isWith(theirs.remote)) return true;
        return !handshake.target.isKnown() && handshake.address.equals(theirs.address);
    }

    /** Our own stream is settled, one way or the other: whoever waited for that is answered. */
    private void release(Handshake settled) {
        for (Handshake each : List.copyOf(all))
            if (each.stage == Handshake.Stage.HELD && settled.isWith(each.remote)) answer(each);
    }
}
