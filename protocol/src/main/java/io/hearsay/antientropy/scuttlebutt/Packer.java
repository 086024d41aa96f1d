package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Fills a message with what the other side lacks: each owner's entries in the order of versions and without a hole, the
 * owners by {@link Order}.
 */
final class Packer {
    /** Somebody lacks of an owner all above a version. */
    record Owed(OwnerState state, long after) {}

    private final Order order;
    private final RandomGenerator random;

    Packer(Order order, RandomGenerator random) {
        this.order = order;
        this.random = random;
    }

    /** What of it fits, all headers included. */
    List<Delta> pack(List<Owed> owed, int roomBytes) {
        Filling filling = new Filling(roomBytes);
        List<Draft> drafts = inOrder(owed);
        if (order == Order.DEPTH) drafts.forEach(filling::takeAll);
        else filling.takeInTurn(drafts);
        return drafts.stream().filter(draft -> draft.isBegun).map(Draft::delta).toList();
    }

    private List<Draft> inOrder(List<Owed> owed) {
        List<Draft> drafts = new ArrayList<>(owed.size());
        for (Owed one : owed) drafts.add(random.nextInt(drafts.size() + 1), new Draft(one));
        if (order == Order.DEPTH)
            drafts.sort(Comparator.comparingInt((Draft draft) -> draft.missing).reversed());
        return drafts;
    }

    /** How much room is left. */
    private static final class Filling {
        private int room;

        Filling(int room) {
            this.room = room;
        }

        void takeAll(Draft draft) {
            boolean goesOn = true;
            while (goesOn) goesOn = takeOne(draft);
        }

        void takeInTurn(List<Draft> drafts) {
            List<Draft> open = new ArrayList<>(drafts);
            while (!open.isEmpty()) open.removeIf(draft -> !takeOne(draft));
        }

        /** The next entry of an owner; false if there is none or it does not fit: nothing after it may then go. */
        private boolean takeOne(Draft draft) {
            Entry next = draft.next();
            int cost = (draft.isBegun ? 0 : draft.headerBytes()) + (next == null ? 0 : next.sizeBytes());
            if (cost > room) return false;
            room -= cost;
            draft.take(next);
            return next != null;
        }
    }

    /** A delta that is being filled. */
    private static final class Draft {
        private final Owed owed;
        private final Iterator<Entry> rest;
        private final int missing;
        private final List<Entry> taken = new ArrayList<>();
        private @Nullable Entry next;
        private boolean isBegun;
        private boolean isWhole;

        Draft(Owed owed) {
            this.owed = owed;
            this.missing = owed.state().above(owed.after()).size();
            this.rest = owed.state().above(owed.after()).iterator();
        }

        @Nullable
        Entry next() {
            if (next == null && rest.hasNext()) next = rest.next();
            return next;
        }

        void take(@Nullable Entry entry) {
            isBegun = true;
            if (entry == null) isWhole = true;
            else taken.add(entry);
            next = null;
        }

        int headerBytes() {
            OwnerState state = owed.state();
            return Known.idBytes(state.owner())
                    + ByteWriter.varintSize(owed.after())
                    + ByteWriter.varintSize(state.version())
                    + ByteWriter.varintSize(state.collected())
                    + 3;
        }

        Delta delta() {
            long upTo = isWhole
                    ? owed.state().version()
                    : taken.get(taken.size() - 1).version();
            return new Delta(
                    owed.state().owner(), owed.after(), upTo, owed.state().collected(), taken);
        }
    }
}
