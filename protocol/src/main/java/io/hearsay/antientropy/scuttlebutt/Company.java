package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Peers;

/** Who there is to gossip with, and about whom; what it answers changes as members come and go. */
public interface Company {

    /** The others that are believed to run. */
    Peers live();

    /** The others that are believed dead, and may not be. */
    Peers unreachable();

    /** Those of the others through which the cluster is joined. */
    Peers seeds();

    /** Whether this peer is one of the seeds. */
    boolean isSeed(Peer peer);

    /** Whether this life of this name belongs to the cluster: nobody else's state is kept. */
    boolean knows(NodeId owner);
}
