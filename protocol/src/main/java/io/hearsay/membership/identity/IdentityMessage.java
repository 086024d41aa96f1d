package io.hearsay.membership.identity;

import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.membership.MemberRecord;

/** What is said to find out who somebody is. */
public sealed interface IdentityMessage extends Message {

    /** Are you there? Sent to one very process, which alone can read it; answered by {@link Am}. */
    record Ask(NodeId asker) implements IdentityMessage {}

    /** I am, and this is what I say of myself. Answers {@link Ask}. */
    record Am(MemberRecord record) implements IdentityMessage {}
}
