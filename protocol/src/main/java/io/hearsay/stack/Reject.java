package io.hearsay.stack;

/** Why a frame was dropped unread. */
public enum Reject {
    /** An HTTP request: a scraper, a browser or a load balancer at the wrong port. */
    HTTP,
    /** A TLS or DTLS hello. */
    TLS,
    /** No frame of ours: too short, too long, another beginning. */
    JUNK,
    /** A frame of another version of the format, or of a type that does not belong where it came in. */
    VERSION,
    /** A frame of another cluster. */
    CLUSTER,
    /** A frame for another process, as a rule for one that ran at this address before. */
    RECEIVER,
    /** Sealed with a key that this node does not have, or not sealed where this node asks for it, or the reverse. */
    KEY,
    /** Changed on its way, or forged, or meant for somebody else: the seal does not fit. */
    SEAL,
    /** Received before, or older than the replay window reaches back. */
    REPLAY,
    /** From this very process: somebody sends our own frames back, or a node has opened a link to itself. */
    OWN,
    /** Authentic, and still not what its type demands. */
    MALFORMED
}
