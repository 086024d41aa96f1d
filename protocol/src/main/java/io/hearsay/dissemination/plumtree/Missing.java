package io.hearsay.dissemination.plumtree;

import io.hearsay.Peer;
import io.hearsay.SmallMap;
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
 * messages it had announced and was asked for is distrusted: whoever else has a message is asked first. One that it
 * does send makes up for one that it did not. It is listened to all the same, but {@value #MAX_DISTRUSTED} of its
 * announcements wait at most and one is open at a time, for an honest one may be slow, and the only one that is left.
 */
final class Missing {
    static final int MAX_EACH = 4_096;
    static final int MAX_LATER = 1_024;

    /** Of a distrusted neighbour both. */
    static final int MAX_DISTRUSTED = 16;

    static final int MAX_BROKEN = 16;

    /** How often all that have a message are asked for it, after pauses each twice as long as the one before. */
    static final int ROUNDS = 5;

    private final Map<MessageId, Wanted> wanted = new LinkedHashMap<>();
    private final SmallMap<Credit> credits = new SmallMap<>();
    private long ignored;

    /** A message that is not here. */
    static final class Wanted {
        private final MessageId id;
        final List<Source> sources = new ArrayList<>(2);
        private final List<Source> tried = new ArrayList<>(0);
        private int rounds;
        final Set<Long> asked = new LinkedHashSet<>();

        @Nullable
        Peer lastAsked;

        /** When something is to be done about it. */
        long dueNanos;

        Wanted(MessageId id) {
            this.id = id;
        }

        /** How often all were asked in vain. */
        int rounds() {
            return rounds;
        }
    }

    /** Who has it, and how far the origin is that way. */
    record Source(Peer peer, int round) {}

    private static final class Credit {
        private final Deque<Announcement> later = new ArrayDeque<>(0);

        /** What it was the first to announce and nobody was asked for yet. */
        private final Set<MessageId> unasked = new LinkedHashSet<>();

        private int open;
        private int broken;

        private boolean isDistrusted() {
            return broken == MAX_BROKEN;
        }
    }

    /** What came of an announcement. */
    enum Word {
        FIRST,
        ANOTHER,
        IGNORED
    }

    private Credit credit(Peer of) {
        Credit credit = credits.get(of.instance());
        if (credit != null) return credit;
        Credit first = new Credit();
        credits.put(of.instance(), first);
        return first;
    }

    /** To be looked at when there is room. */
    void later(Peer by, Announcement announcement) {
        Credit credit = credit(by);
        credit.later.add(announcement);
        while (credit.later.size() > (credit.isDistrusted() ? MAX_DISTRUSTED : MAX_LATER))
            ignored += credit.later.remove().count();
    }

    /** What of a neighbour's announcements can be looked at now; null if there is none, or no room. */
    @Nullable
    Announcement next(Peer by) {
        Credit credit = credits.get(by.instance());
        Announcement next = credit == null ? null : credit.later.peek();
        if (credit == null || next == null) return null;
        int most = credit.isDistrusted() ? MAX_DISTRUSTED : MAX_EACH;
        if (credit.open > 0 && credit.open + next.count() > most) return null;
        return credit.later.remove();
    }

    Word announced(Peer by, MessageId id, int round) {
        Credit credit = credit(by);
        if (credit.open == MAX_EACH) return ignoredOne();
        boolean isFirst = !wanted.containsKey(id);
        Wanted message = wanted.computeIfAbsent(id, Wanted::new);
        for (Source source : message.sources) if (source.peer.instance() == by.instance()) return ignoredOne();
        if (message.asked.contains(by.instance())) return ignoredOne();
        noLongerUnasked(message);
        message.sources.add(credit.isDistrusted() ? message.sources.size() : trusted(message), new Source(by, round));
        noteUnasked(message);
        credit.open++;
        return isFirst ? Word.FIRST : Word.ANOTHER;
    }

    private Word ignoredOne() {
        ignored++;
        return Word.IGNORED;
    }

    /** How many of its sources are trusted: the first so many. */
    private int trusted(Wanted message) {
        int count = 0;
        while (count < message.sources.size() && !isDistrusted(message.sources.get(count).peer)) count++;
        return count;
    }

    private boolean isDistrusted(Peer peer) {
        Credit credit = credits.get(peer.instance());
        return credit != null && credit.isDistrusted();
    }

    /** How many announced messages were passed over. */
    long ignored() {
        return ignored;
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
        Credit credit = credits.get(by.instance());
        if (credit == null) return alike;
        for (MessageId each : credit.unasked) {
            if (alike.size() == count) break;
            if (each.origin() == id.origin()) alike.add(each);
        }
        return alike;
    }

    /** The next one to be asked; null if all were in this round. */
    @Nullable
    Source next(Wanted message) {
        if (message.sources.isEmpty()) return null;
        noLongerUnasked(message);
        Source next = message.sources.remove(0);
        message.tried.add(next);
        message.asked.add(next.peer.instance());
        message.lastAsked = next.peer;
        return next;
    }

    /** All trusted ones may be asked once more; false if none is left, or that was done often enough. */
    boolean askAgain(Wanted message) {
        message.tried.removeIf(this::isGivenUp);
        if (message.tried.isEmpty() || ++message.rounds == ROUNDS) return false;
        message.sources.addAll(message.tried);
        message.tried.clear();
        message.lastAsked = null;
        return true;
    }

    private boolean isGivenUp(Source source) {
        if (!isDistrusted(source.peer)) return false;
        closed(source.peer);
        return true;
    }

    /** It has come, or nobody is left to ask; what was known of it, null if nothing. */
    @Nullable
    Wanted remove(MessageId id) {
        Wanted message = wanted.remove(id);
        if (message == null) return null;
        noLongerUnasked(message);
        for (Source source : message.sources) closed(source.peer);
        for (Source source : message.tried) closed(source.peer);
        return message;
    }

    private void noteUnasked(Wanted message) {
        Credit credit = message.asked.isEmpty() ? creditOfFirst(message) : null;
        if (credit != null) credit.unasked.add(message.id);
    }

    private void noLongerUnasked(Wanted message) {
        Credit credit = message.asked.isEmpty() ? creditOfFirst(message) : null;
        if (credit != null) credit.unasked.remove(message.id);
    }

    private @Nullable Credit creditOfFirst(Wanted message) {
        return message.sources.isEmpty()
                ? null
                : credits.get(message.sources.get(0).peer.instance());
    }

    private void closed(Peer peer) {
        Credit credit = credits.get(peer.instance());
        if (credit != null) credit.open--;
    }

    /** It was asked and did not send; true if it is distrusted from now on. */
    boolean broken(Peer peer) {
        Credit credit = credits.get(peer.instance());
        if (credit == null || credit.isDistrusted() || ++credit.broken < MAX_BROKEN) return false;
        while (credit.later.size() > MAX_DISTRUSTED)
            ignored += credit.later.remove().count();
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
            message.tried.removeIf(source -> source.peer.instance() == peer.instance());
            if (message.sources.removeIf(source -> source.peer.instance() == peer.instance())) noteUnasked(message);
            if (message.lastAsked != null && message.lastAsked.instance() == peer.instance()) message.lastAsked = null;
        }
    }
}
