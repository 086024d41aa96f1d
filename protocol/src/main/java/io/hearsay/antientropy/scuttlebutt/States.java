package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import io.hearsay.antientropy.scuttlebutt.Packer.Owed;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The states of all owners by name, and what of them differs from a digest. Only {@link Replica} writes to others'. */
final class States {
    /** What two sides lack of each other. */
    record Difference(List<Known> wanted, List<Owed> owed) {}

    private final NavigableMap<String, OwnerState> states = new TreeMap<>();
    private final Predicate<NodeId> admits;
    private final boolean beats;

    /**
     * None yet.
     *
     * @param admits whose states are kept, and asked for
     * @param beats whether digests are of one that beats
     */
    States(Predicate<NodeId> admits, boolean beats) {
        this.admits = admits;
        this.beats = beats;
    }

    Collection<OwnerState> all() {
        return states.values();
    }

    @Nullable
    OwnerState of(String name) {
        return states.get(name);
    }

    void put(OwnerState state) {
        states.put(state.owner().name(), state);
    }

    void remove(String name) {
        states.remove(name);
    }

    /** Whether nobody has ever written anything. */
    boolean isBlank() {
        return states.values().stream().allMatch(state -> state.version() == 0);
    }

    /** The page of a digest for names above this one. */
    Digest page(String above, int roomBytes) {
        int room = roomBytes - 2 * (NodeId.MAX_NAME_BYTES + 1) - 3;
        List<Known> known = new ArrayList<>();
        for (OwnerState state : states.tailMap(above, false).values()) {
            Known next = state.known();
            room -= next.sizeBytes();
            if (room < 0)
                return new Digest(above, known.get(known.size() - 1).owner().name(), known, beats);
            known.add(next);
        }
        return new Digest(above, "", known, beats);
    }

    /** What a digest's sender has that is not here, and the other way round. */
    Difference compare(Digest digest) {
        Difference difference = new Difference(new ArrayList<>(), new ArrayList<>());
        Set<String> named = new LinkedHashSet<>();
        for (Known theirs : digest.known()) {
            named.add(theirs.owner().name());
            compare(theirs, difference);
        }
        for (OwnerState state : range(digest).values())
            if (state.version() > 0 && !named.contains(state.owner().name())) difference.owed.add(new Owed(state, 0));
        return difference;
    }

    private NavigableMap<String, OwnerState> range(Digest digest) {
        boolean isEmpty = !digest.upTo().isEmpty() && digest.upTo().compareTo(digest.above()) <= 0;
        if (isEmpty) return new TreeMap<>();
        NavigableMap<String, OwnerState> above = states.tailMap(digest.above(), false);
        return digest.upTo().isEmpty() ? above : above.headMap(digest.upTo(), true);
    }

    private void compare(Known theirs, Difference difference) {
        OwnerState ours = states.get(theirs.owner().name());
        int lives = ours == null ? 1 : theirs.owner().lifeCompare(ours.owner());
        if (ours == null || lives > 0) {
            if (theirs.version() > 0) want(new Known(theirs.owner(), 0, 0), difference);
        } else if (lives < 0) difference.owed.add(new Owed(ours, 0));
        else if (isBehind(ours.known(), theirs)) want(ours.known(), difference);
        else if (isBehind(theirs, ours.known())) difference.owed.add(owed(ours, theirs));
    }

    private void want(Known held, Difference difference) {
        if (admits.test(held.owner())) difference.wanted.add(held);
    }

    /** One that has all entries and does not know yet that tombstones may go is told that, too. */
    private static boolean isBehind(Known one, Known other) {
        boolean isLevel = one.version() == other.version();
        return isLevel ? one.collected() < other.collected() : one.version() < other.version();
    }

    /** What was asked for, as far as it is here. */
    List<Owed> owed(List<Known> wanted) {
        List<Owed> owed = new ArrayList<>();
        Set<String> named = new LinkedHashSet<>();
        for (Known theirs : wanted) {
            OwnerState ours = states.get(theirs.owner().name());
            if (ours == null || !ours.owner().equals(theirs.owner())) continue;
            if (isBehind(theirs, ours.known()) && named.add(theirs.owner().name())) owed.add(owed(ours, theirs));
        }
        return owed;
    }

    private static Owed owed(OwnerState ours, Known theirs) {
        return new Owed(ours, missesDeletes(theirs, ours.collected()) ? 0 : theirs.version());
    }

    /** Whether it may hold a value whose tombstone is gone, and has to begin again from nothing. */
    static boolean missesDeletes(Known theirs, long collected) {
        return theirs.version() < collected && theirs.collected() < collected;
    }
}
