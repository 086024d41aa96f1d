package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.Peer;

/**
 * A later version of an owner was heard of, so that this life of it has run since the one before; reported by those who
 * beat ({@link ScuttlebuttConfig#beats}), after the {@link StateChanged} of what came with it.
 *
 * @param before the last version heard of until then; 0 if none: that life is heard of for the first time
 * @param version the one heard of now; not all up to it need be held yet
 * @param from who brought it: often not the owner
 */
public record Beat(NodeId owner, long before, long version, Peer from) implements Event {}
