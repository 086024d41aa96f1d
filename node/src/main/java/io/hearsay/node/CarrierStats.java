package io.hearsay.node;

/** What one node's sockets have seen since it opened; readable from any thread. */
final class CarrierStats {
    final Tally datagramsSent = new Tally();
    final Tally datagramBytesSent = new Tally();
    final Tally datagramsReceived = new Tally();
    final Tally datagramBytesReceived = new Tally();

    /** Datagrams that the operating system did not take: its buffer was full, or it knows no way. */
    final Tally datagramsUnsent = new Tally();

    final Tally streamFramesSent = new Tally();
    final Tally streamBytesSent = new Tally();
    final Tally streamFramesReceived = new Tally();
    final Tally streamBytesReceived = new Tally();
    final Tally connects = new Tally();
    final Tally accepts = new Tally();

    /** Connections closed because as many as allowed were open. */
    final Tally acceptsRefused = new Tally();

    /** Connections closed because nothing was said on them in time. */
    final Tally silentClosed = new Tally();

    final Tally junkHttp = new Tally();
    final Tally junkTls = new Tally();
    final Tally junkOther = new Tally();

    /** How late alarms and commands were run: the loop's delay. */
    final Delays loopDelay = new Delays();

    /** How long single inputs took to handle; the budget is about a millisecond. */
    final Delays handling = new Delays();

    Tally junk(Junk junk) {
        if (junk == Junk.HTTP) return junkHttp;
        return junk == Junk.TLS ? junkTls : junkOther;
    }
}
