package io.hearsay.dissemination.plumtree;

import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Announcement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were announced and have not come, and how far those who announce can be believed.
 *
 * <p>Bound: {@value #MAX_EACH} announced messages of each neighbour are open at a time, and {@value #MAX_LATER} of its
 * announcements wait to be looked at; of more the oldest go. A neighbour that has not sent {@value #MAX_BROKEN}
 * messages it had announced and was asked for is not listened to for {@value #DEAF_SECONDS} s; one that it does send
 * makes up for one that it did not.
 */
final class Missing {
    static final int MAX_EACH = 1_024;
    static final int MAX_LATER = 1_024;
    static final int MAX_BROKEN = 16;
    static final int DEAF_SECONDS = 60;

    private final Map<MessageId, Wanted> wanted = new LinkedHashMap<>();
    private final Map<Long, Credit> credits = new LinkedHashMap<>();

    /** A message that is not here. */
    static final class Wanted {
        final List<Source> sources = new ArrayList<>(2);
        final Set<Long> asked = new LinkedHashSet<>();

        @Nullable
        Peer lastAsked;

        /** When something is to be done about it. */
        long dueNanos;
    }

    /** Who has it, and how far the origin is that way. */
    record Source(Peer peer, int round) {}

    private static final class Credit {
        private final Deque<Announcement> later = new ArrayDeque<>(0);
        private int open;
        private int broken;
        private long deafUntilNanos = Long.MIN_VALUE;
    }

    /** What came of an announcement. */
    enum Word {
        FIRST,
        ANOTHER,
        IGNORED
    }

    /** To be looked at when there is room. */
    void later(Peer by, Announcement announcement) {
        Deque<Announcement> later = credits.computeIfAbsent(by.instance(), each -> new Credit()).later;
        if (later.size() == MAX_LATER) later.remove();
        later.add(announcement);
    }

    /** What of a neighbour's announcements can be looked at now; null if there is none, or no room. */
    @Nullable
    Announcement next(Peer by) {
        Credit credit = credits.get(by.instance());
        Announcement next = credit == null ? null : credit.later.peek();
        if (credit == null || next == null || credit.open + next.count() > MAX_EACH) return null;
        return credit.later.remove();
    }

    Word announced(Peer by, MessageId id, int round, long nowNanos) {
        Credit credit = credits.computeIfAbsent(by.instance(), each -> new Credit());
        if (credit.open == MAX_EACH || nowNanos < credit.deafUntilNanos) return Word.IGNORED;
        boolean isFirst = !wanted.containsKey(id);
        Wanted message = wanted.computeIfAbsent(id, each -> new Wanted());
        for (Source source : message.sources) if (source.peer.instance() == by.instance()) return Word.IGNORED;
        if (message.asked.contains(by.instance())) return Word.IGNORED;
        message.sources.add(new Source(by, round));
        credit.open++;
        return isFirst ? Word.FIRST : Word.ANOTHER;
    }

    int size() {
        return wanted.size();
    }

    @Nullable
    Wanted find(MessageId id) {
        return wanted.get(id);
    }

    /** What else of this origin that neighbour has announced and nobody was asked for yet, at most so many. */
    List<MessageId> alike(MessageId id, Peer by, int count) {
        List<MessageId> alike = new ArrayList<>();
        for (Map.Entry<MessageId, Wanted> each : wanted.entrySet()) {
            Wanted message = each.getValue();
            if (alike.size() < count
                    && each.getKey().origin() == id.origin()
                    && message.asked.isEmpty()
                    && !message.sources.isEmpty()
                    && message.sources.get(0).peer.instance() == by.instance()) alike.add(each.getKey());
        }
        return alike;
    }

    /** The next one to be asked; null if all were. */
    @Nullable
    Source next(Wanted message) {
        if (message.sources.isEmpty()) return null;
        Source next = message.sources.remove(0);
        closed(next.peer);
        message.asked.add(next.peer.instance());
        message.lastAsked = next.peer;
        return next;
    }

    /** It has come, or nobody is left to ask; what was known of it, null if nothing. */
    @Nullable
    Wanted remove(MessageId id) {
        Wanted message = wanted.remove(id);
        if (message != null) for (Source source : message.sources) closed(source.peer);
        return message;
    }

    private void closed(Peer peer) {
        Credit credit = credits.get(peer.instance());
        if (credit != null) credit.open--;
    }

    /** It was asked and did not send; true if it is not listened to from now on. */
    boolean broken(Peer peer, long nowNanos) {
        Credit credit = credits.get(peer.instance());
        if (credit == null || nowNanos < credit.deafUntilNanos || ++credit.broken < MAX_BROKEN) return false;
        credit.broken = 0;
        credit.deafUntilNanos = nowNanos + DEAF_SECONDS * 1_000_000_000L;
        return true;
    }

    /** It was asked and has sent. */
    void keptWord(Peer peer) {
        Credit credit = credits.get(peer.instance());
        if (credit != null && credit.broken > 0) credit.broken--;
    }

    /** A neighbour is gone: nobody waits for it. */
    void forget(Peer peer) {
        credits.remove(peer.instance());
        for (Wanted message : wanted.values()) {
            message.sources.removeIf(source -> source.peer.instance() == peer.instance());
            if (message.lastAsked != null && message.lastAsked.instance() == peer.instance()) message.lastAsked = null;
        }
    }
}
