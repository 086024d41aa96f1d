package io.hearsay.sim;

import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each node is told of each member makes sense, event by event: nothing twice, nothing out of order.
 *
 * <ul>
 *   <li>A removed (name, epoch) never re-enters a view; a dead one comes back by a higher incarnation only.
 *   <li>Two instances never share a place in one view: a later life enters after the earlier one has died or left.
 *   <li>Within one life the incarnation never falls, and lives of a name follow each other upwards.
 *   <li>Suspected comes after alive (or after suspected, at a higher incarnation), recovered after suspected, died
 *       after alive or suspected, returned after died.
 * </ul>
 *
 * <p>A node that starts again starts with an empty book. Members who died before the node knew of them enter its view
 * without an event, so what follows on nothing is believed.
 */
public final class MemberHistories implements Invariant {
    private final Map<SimNode, Map<String, Page>> books = new HashMap<>();

    /** The last that was said of a name, and the highest epoch of it that was removed. */
    private record Page(NodeId id, long incarnation, MemberState state, long removedEpoch) {
        private boolean isLive() {
            return state.isLive();
        }
    }

    @Override
    public String name() {
        return "member-histories";
    }

    @Override
    public void started(SimNode node) {
        books.put(node, new HashMap<>());
    }

    @Override
    public void emitted(SimNode node, Event event) {
        if (event instanceof MemberEvent.Joined joined) joined(node, joined.member());
        else if (event instanceof MemberEvent.Suspected suspected) suspected(node, suspected.member());
        else if (event instanceof MemberEvent.Recovered recovered)
            rises(node, event, recovered.member(), MemberState.SUSPECT);
        else if (event instanceof MemberEvent.Died died) died(node, died.member());
        else if (event instanceof MemberEvent.Returned returned)
            rises(node, event, returned.member(), MemberState.DEAD);
        else if (event instanceof MemberEvent.Changed changed)
            follows(node, event, changed.member(), MemberState.ALIVE);
        else if (event instanceof MemberEvent.Left left) removed(node, left.member());
        else if (event instanceof MemberEvent.Forgotten forgotten) removed(node, forgotten.member());
    }

    private void joined(SimNode node, Member member) {
        Page before = page(node, member);
        if (before != null) {
            if (before.removedEpoch >= member.id().epoch())
                broken(node, member, "joined after its epoch " + before.removedEpoch + " was removed");
            else if (before.isLive()) broken(node, member, "joined while " + before.id + " was in its place");
            else if (before.state == MemberState.DEAD && member.id().lifeCompare(before.id) <= 0)
                broken(node, member, "joined after a life that is not below it was dead: " + before.id);
        }
        write(node, member);
    }

    private void died(SimNode node, Member member) {
        Page before = page(node, member);
        if (before != null) {
            if (!before.isLive() || !before.id.equals(member.id()))
                broken(node, member, "died after it was " + before.state + " as " + before.id);
            else notBelow(node, member, before);
        }
        write(node, member);
    }

    /** One that is suspected already may be suspected again, of a higher incarnation whose refutation was missed. */
    private void suspected(SimNode node, Member member) {
        Page before = page(node, member);
        if (before != null) {
            if (!before.isLive() || !before.id.equals(member.id()))
                broken(node, member, "suspected after it was " + before.state + " as " + before.id);
            else notBelow(node, member, before);
            if (before.state == MemberState.SUSPECT && member.incarnation() == before.incarnation)
                broken(node, member, "suspected twice");
        }
        write(node, member);
    }

    private void follows(SimNode node, Event event, Member member, MemberState expected) {
        Page before = page(node, member);
        if (before != null) {
            if (before.state != expected || !before.id.equals(member.id()))
                broken(node, member, word(event) + " after it was " + before.state + " as " + before.id);
            else notBelow(node, member, before);
        }
        write(node, member);
    }

    private void rises(SimNode node, Event event, Member member, MemberState expected) {
        Page before = page(node, member);
        if (before != null) {
            boolean sameLife = before.id.equals(member.id());
            // A later life that was dead when it was first heard of came in without an event.
            boolean laterLife = expected == MemberState.DEAD
                    && !before.isLive()
                    && member.id().supersedes(before.id);
            if (before.removedEpoch >= member.id().epoch())
                broken(node, member, word(event) + " after its epoch " + before.removedEpoch + " was removed");
            else if (sameLife ? before.state != expected : !laterLife)
                broken(node, member, word(event) + " after it was " + before.state + " as " + before.id);
            else if (sameLife && member.incarnation() <= before.incarnation)
                broken(node, member, word(event) + " at an incarnation that is not above " + before.incarnation);
        }
        write(node, member);
    }

    private void removed(SimNode node, Member member) {
        Page before = page(node, member);
        if (before != null && before.removedEpoch >= member.id().epoch()) broken(node, member, "was removed twice");
        write(node, member);
    }

    private void notBelow(SimNode node, Member member, Page before) {
        if (member.incarnation() < before.incarnation)
            broken(node, member, "went back from incarnation " + before.incarnation);
    }

    private @Nullable Page page(SimNode node, Member member) {
        return book(node).get(member.name());
    }

    private Map<String, Page> book(SimNode node) {
        return books.computeIfAbsent(node, anybody -> new HashMap<>());
    }

    private void write(SimNode node, Member member) {
        Page before = page(node, member);
        long removed = before == null ? -1 : before.removedEpoch;
        if (member.state().isRemoved()) removed = Math.max(removed, member.id().epoch());
        book(node).put(member.name(), new Page(member.id(), member.incarnation(), member.state(), removed));
    }

    private void broken(SimNode node, Member member, String what) {
        node.world().violated(this, node, member.id() + "@" + member.incarnation() + " " + what);
    }

    private static String word(Event event) {
        return event.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
