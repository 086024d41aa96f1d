package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Message;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.Member;
import io.hearsay.membership.sync.SyncEvent;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a handle stands on: a node that knows everybody ({@link ClusterNode}) or only its neighbours
 * ({@link PartialNode}).
 *
 * <p>Commands are called like handlers, by the node's own thread; the snapshots they answer are immutable.
 */
public sealed interface Node extends Protocol<Message, Timer> permits ClusterNode, PartialNode {

    /** Comes in through whichever seed answers, and never gives up; without seeds it is the first. */
    void join(List<Address> seeds);

    /** The seeds' addresses have been looked up again. */
    void seeds(List<Address> seeds);

    /** Says goodbye; a {@link SyncEvent.LeaveReport} follows. */
    void leave();

    /** Changes what this node says of itself. */
    void tags(SortedMap<String, String> tags);

    /** Whether the node is in. */
    boolean isJoined();

    /** This node as others see it. */
    Member self();

    /** Those that it knows by name and that were not removed, itself included. */
    List<Member> members();

    /** Events under topics. */
    NodeTopics topics();

    /** The tree that events spread along, if they do. */
    Optional<NodeTree> tree();
}
