package io.hearsay;

/** Why a link went down or never came up. */
public enum LinkCause {
    /** The peer said goodbye first. */
    GOODBYE,
    /** The peer's side ended without a goodbye: what a kernel does with the sockets of a process that died. */
    CLOSED,
    /** The connection was reset: a process that died with unread data, or a firewall. */
    RESET,
    /** The host answers and nobody listens at that port. */
    REFUSED,
    /** Nobody answered in time, or the handshake did not succeed. */
    TIMED_OUT,
    /** The network knows no way to the address. */
    UNREACHABLE
}
