package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Update;
import io.hearsay.membership.phi.PhiDetector;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How everybody comes to know everybody, and finds out who died: of two kinds, one for a whole cluster. */
sealed interface FullMembership permits SwimMembership, HeartbeatMembership {

    void join(List<Address> seeds);

    void seeds(List<Address> seeds);

    void leave();

    boolean forget(String name);

    /** Changes what this node says of itself. */
    void restate(UnaryOperator<MemberRecord> change);

    boolean isJoined();

    /** Lifeguard's multiplier; 0 where nobody probes. */
    int localHealth();

    /** A number that two nodes share exactly when they hold the same view. */
    long viewDigest();

    /** How suspicious a member's silence is; empty where silence is not judged so, and for who was never heard. */
    Optional<PhiDetector.Level> phi(String name);

    /** What others say of a member. */
    void hear(Update update, Peer from);

    /** What is to be passed on of members with the next packet. */
    @Nullable
    Update nextUpdate(int roomBytes);

    /** True if no part is to hear this message: it is of another kind of cluster, whose nodes are told so. */
    boolean isForNobody(Peer from, Message message, boolean hasTree);

    /** Takes in what the parts report; true if it is for nobody else. */
    boolean report(Event event);
}
