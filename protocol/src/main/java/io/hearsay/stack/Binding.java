package io.hearsay.stack;

import io.hearsay.membership.keys.KeyRing;

/**
 * What a frame's seal covers beside the frame itself, and what is not sent: whom it is for, and on a link the two
 * nonces of the handshake and the frame's place in the stream.
 *
 * <p>So a recorded frame is worth nothing at another process, on another link, or at another place of its own link.
 */
final class Binding {
    long receiver;
    long openerNonce;
    long acceptorNonce;
    long sequence;

    /** The key to seal in as long as this node's own one is {@link #insteadOf}; {@link KeyRing#NO_KEY}: its own. */
    int keyId;

    int insteadOf;

    /** Bound to a receiver alone, as datagrams are; 0 leaves it open, which only a hello may. */
    Binding to(long newReceiver) {
        receiver = newReceiver;
        keyId = KeyRing.NO_KEY;
        return this;
    }

    /**
     * In a key that both sides hold, because the other one may not hold ours; until ours changes, as it does by orders
     * that both have heard.
     */
    Binding in(int key, int ours) {
        keyId = key;
        insteadOf = ours;
        return this;
    }

    static Binding ofLink(long receiver, long openerNonce, long acceptorNonce) {
        Binding binding = new Binding();
        binding.receiver = receiver;
        binding.openerNonce = openerNonce;
        binding.acceptorNonce = acceptorNonce;
        return binding;
    }
}
