package io.hearsay.sim;

import io.hearsay.Address;
import org.jspecify.annotations.Nullable;

/** A socket address: which host it belongs to at the moment, and which process listens there. */
final class Endpoint {
    /** An address that belongs to no host. */
    static final int NOWHERE = -1;

    final Address address;
    final int index;
    /** The host that had the address first: whom those mean who still send there. */
    final int firstHost;

    int host;

    @Nullable
    SimProcess bound;

    Endpoint(Address address, int index, int host) {
        this.address = address;
        this.index = index;
        this.firstHost = host;
        this.host = host;
    }
}
