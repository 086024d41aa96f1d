package io.hearsay.dissemination.topic;

/** An event of an ordered topic on its way to those who listen. */
final class Held {
    final Arrival event;
    final Stamp stamp;
    final byte[] payload;
    final long sinceNanos;

    Held(Arrival event, Stamp stamp, byte[] payload, long sinceNanos) {
        this.event = event;
        this.stamp = stamp;
        this.payload = payload;
        this.sinceNanos = sinceNanos;
    }
}
