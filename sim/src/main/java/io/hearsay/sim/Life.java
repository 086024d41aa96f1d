package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import java.util.SortedMap;

/**
 * What a program is given when a node starts: one life, from a start to a crash.
 *
 * @param node the node that starts
 * @param environment what the protocol stands on
 * @param address where it listens
 * @param instance this process's own random number
 * @param clockSeconds what the host's clock says, in seconds since 1970; it may be wrong
 * @param keys what seals and opens its frames; insecure where nothing is framed
 * @param restored what survived on the node's disk
 */
public record Life(
        SimNode node,
        Environment environment,
        Address address,
        long instance,
        long clockSeconds,
        KeyRing keys,
        SortedMap<String, byte[]> restored) {

    /** This process as others address it. */
    public Peer peer() {
        return new Peer(address, instance);
    }
}
