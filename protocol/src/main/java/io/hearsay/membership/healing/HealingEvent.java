package io.hearsay.membership.healing;

import io.hearsay.Event;

/** What an operator may want to know of healing. */
public sealed interface HealingEvent extends Event {

    /** The stored addresses of earlier peers could not be read; this node starts without them. */
    record PastPeersDamaged(String why) implements HealingEvent {}
}
