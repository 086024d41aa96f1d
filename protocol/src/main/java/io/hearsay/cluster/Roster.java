package io.hearsay.cluster;

import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members as users see them: changed by the node's thread, read by all.
 *
 * <p>A reader gets an immutable list, made when the first one asks after a change. The lock is held for one change or
 * one copy; neither waits for anything.
 */
final class Roster {
    private final SortedMap<String, Member> byName = new TreeMap<>();
    private @Nullable List<Member> snapshot;

    synchronized List<Member> members() {
        if (snapshot == null) snapshot = List.copyOf(byName.values());
        return snapshot;
    }

    synchronized @Nullable Member member(String name) {
        return byName.get(name);
    }

    /** Takes over all that the node believes now. */
    synchronized void replace(List<Member> members) {
        byName.clear();
        for (Member member : members) byName.put(member.name(), member);
        snapshot = null;
    }

    /** Follows one event, so that its listener finds here what it has just heard. */
    synchronized void apply(MemberEvent event) {
        if (event instanceof MemberEvent.Joined joined) put(joined.member());
        else if (event instanceof MemberEvent.InView in) put(in.member());
        else if (event instanceof MemberEvent.OutOfView out) remove(out.member());
        else if (event instanceof MemberEvent.Suspected suspected) put(suspected.member());
        else if (event instanceof MemberEvent.Recovered recovered) put(recovered.member());
        else if (event instanceof MemberEvent.Died died) put(died.member());
        else if (event instanceof MemberEvent.Returned returned) put(returned.member());
        else if (event instanceof MemberEvent.Changed changed) put(changed.member());
        else if (event instanceof MemberEvent.Left left) remove(left.member());
        else if (event instanceof MemberEvent.Forgotten forgotten) remove(forgotten.member());
    }

    /** A name may die and be taken again within one handler; the later life stays. */
    private void put(Member member) {
        Member known = byName.get(member.name());
        if (known != null && known.id().supersedes(member.id())) return;
        byName.put(member.name(), member);
        snapshot = null;
    }

    private void remove(Member member) {
        Member known = byName.get(member.name());
        if (known == null || known.id().supersedes(member.id())) return;
        byName.remove(member.name());
        snapshot = null;
    }
}
