package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Peer;
import java.util.ArrayList;
import java.util.List;

/** A stream that is not yet a link. */
final class Handshake {

    /** How far it has come; the first two on the opener's side, the others on the acceptor's. */
    enum Stage {
        /** The stream is being connected. */
        CONNECTING,
        /** The hello has left, the answer is awaited. */
        GREETING,
        /** The hello is awaited. */
        LISTENING,
        /** The hello waits for the outcome of our own handshake with the same process. */
        HELD,
        /** The answer has left, the first frame on the link is awaited. */
        ANSWERED
    }

    final long stream;
    final boolean isOurs;

    /** Whom we called, or where a stranger called from. */
    final Peer target;

    /** What {@link io.hearsay.Links#open} was asked for and this handshake is to bring about. */
    final List<Peer> asked = new ArrayList<>(1);

    Stage stage;

    /** Where the other end receives. */
    Address address;

    /** Who is at the other end, once it has said so under seal. */
    long remote;

    /** The key of the opener's hello, in which both go on until they are known to share their current one. */
    int keyId;

    long openerNonce;
    long acceptorNonce;

    private Handshake(long stream, boolean isOurs, Peer target, Stage stage) {
        this.stream = stream;
        this.isOurs = isOurs;
        this.target = target;
        this.stage = stage;
        this.address = target.address();
        this.remote = Peer.UNKNOWN;
    }

    static Handshake opened(long stream, Peer target) {
        Handshake handshake = new Handshake(stream, true, target, Stage.CONNECTING);
        handshake.asked.add(target);
        return handshake;
    }

    static Handshake accepted(long stream, Address from) {
        return new Handshake(stream, false, Peer.at(from), Stage.LISTENING);
    }

    /** Whether the other end is this process, as far as it is known or wished. */
    boolean isWith(long instance) {
        return remote == instance || (isOurs && target.instance() == instance);
    }

    /** Whether what is asked for is what this handshake is about to give. */
    boolean serves(Peer wish) {
        return wish.isKnown() ? isWith(wish.instance()) : isOurs && address.equals(wish.address());
    }

    void ask(Peer wish) {
        if (!asked.contains(wish)) asked.add(wish);
    }

    Peer peer() {
        return new Peer(address, remote);
    }

    /** The link that this handshake ends in. */
    Link toLink(long self, int currentKey) {
        Binding in = Binding.ofLink(self, openerNonce, acceptorNonce);
        Binding out = Binding.ofLink(remote, openerNonce, acceptorNonce).in(keyId, currentKey);
        return new Link(stream, peer(), isOurs, in, out);
    }
}
