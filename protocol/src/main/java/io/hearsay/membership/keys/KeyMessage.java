package io.hearsay.membership.keys;

import io.hearsay.Message;

/** What members tell each other about keys; only ever sent under a seal. */
public sealed interface KeyMessage extends Message {

    /**
     * All that was ordered so far, the keys included: to those who are behind, as a datagram, and first of all on a
     * link to somebody who may be. Whoever knows more answers with the same.
     */
    record Ordered(KeyOrders orders) implements KeyMessage {}
}
