package io.hearsay.antientropy.riblt;

import io.hearsay.antientropy.Method;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.Search;
import io.hearsay.antientropy.SearchFailedException;
import io.hearsay.antientropy.SearchMessage;
import io.hearsay.antientropy.riblt.RibltMessage.More;
import io.hearsay.antientropy.riblt.RibltMessage.Symbols;
import io.hearsay.antientropy.riblt.RibltMessage.Tail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rateless reconciliation as a {@link Method}: about 26 bytes for each differing item, up to about 2,900 of them.
 *
 * <p>Both sides of a session work on copies of their symbols, 80 KiB each, so writes neither wait nor disturb.
 */
public final class Riblt implements Method {
    private final CodedSymbols symbols;

    /** Searches with, and answers from, these symbols. */
    public Riblt(CodedSymbols symbols) {
        this.symbols = symbols;
    }

    @Override
    public String name() {
        return "riblt";
    }

    @Override
    public boolean speaks(SearchMessage message) {
        return message instanceof RibltMessage;
    }

    @Override
    public Search search(long session, long theirCount, Difference found) {
        return new Searching(session, symbols, found);
    }

    @Override
    public Answerer answerer(long session) {
        return new Answering(session, symbols.copy());
    }

    /** Sends symbols as they were when the session began. */
    private record Answering(long session, CodedSymbols symbols) implements Answerer {

        @Override
        public List<RibltMessage> answer(SearchMessage question) {
            if (!(question instanceof More more)) throw new SearchFailedException(Cause.OUT_OF_TURN);
            List<RibltMessage> answers = new ArrayList<>(2);
            if (more.from() == 0) answers.add(tail());
            answers.add(symbols(more.from(), Math.min(CodedSymbols.KEPT, more.from() + more.count())));
            return answers;
        }

        private Tail tail() {
            return new Tail(session, symbols.count(), tailOf(symbols));
        }

        private Symbols symbols(int from, int to) {
            int[] surpluses = new int[to - from];
            for (int i = from; i < to; i++)
                surpluses[i - from] = symbols.counts[i] - RibltMessage.expected(symbols.count(), i);
            return new Symbols(
                    session,
                    from,
                    Arrays.copyOfRange(symbols.sums, from, to),
                    Arrays.copyOfRange(symbols.checks, from, to),
                    surpluses);
        }
    }

    private static short[] tailOf(CodedSymbols symbols) {
        short[] bits = new short[RibltMessage.TAIL];
        for (int i = 0; i < bits.length; i++) bits[i] = (short) symbols.check(CodedSymbols.KEPT - bits.length + i);
        return bits;
    }

    /** Asks for symbols and peels. */
    private static final class Searching implements Search {
        /** Enough for what most exchanges find, and no more than a datagram's worth. */
        private static final int FIRST_SYMBOLS = 16;

        /** Items peeled in one step: each is looked up in about 15 symbols. */
        private static final int STEP = 256;

        /** Of a tail that is the same in fewer symbols than this the difference is too large for the symbols kept. */
        private static final int LEAST_SAME = RibltMessage.TAIL / 5;

        private final long session;
        private final short[] ownTail;
        private final Decoder decoder;
        private int theirCount;
        private int estimate;
        private boolean awaits;
        private boolean peels;
        private boolean gaveUp;

        Searching(long session, CodedSymbols own, Difference found) {
            this.session = session;
            this.ownTail = tailOf(own);
            this.decoder = new Decoder(own, found);
        }

        @Override
        public Progress progress() {
            if (peels) return Progress.WORKING;
            if (decoder.isDone()) return Progress.FOUND;
            if (awaits) return Progress.WAITING;
            return gaveUp || decoder.received() == CodedSymbols.KEPT ? Progress.GAVE_UP : Progress.WORKING;
        }

        @Override
        public @Nullable SearchMessage next() {
            if (peels) peels = decoder.peel(STEP);
            if (progress() != Progress.WORKING || peels) return null;
            awaits = true;
            return new More(session, decoder.received(), wanted());
        }

        /** As many as the tail makes likely, and then an eighth of what has come, each time. */
        private int wanted() {
            int received = decoder.received();
            int more = received == 0
                    ? FIRST_SYMBOLS
                    : Math.max(FIRST_SYMBOLS, Math.max(estimate - received, received / 8));
            return Math.min(Math.min(RibltMessage.MAX_SYMBOLS, more), CodedSymbols.KEPT - received);
        }

        @Override
        public void receive(SearchMessage answer) {
            if (answer instanceof Tail tail && decoder.received() == 0) onTail(tail);
            else if (answer instanceof Symbols symbols && awaits && symbols.from() == decoder.received())
                onSymbols(symbols);
            else throw new SearchFailedException(Cause.OUT_OF_TURN);
        }

        private void onTail(Tail tail) {
            theirCount = tail.count();
            int same = 0;
            for (int i = 0; i < ownTail.length; i++) if (ownTail[i] == tail.bits()[i]) same++;
            gaveUp = same < LEAST_SAME;
            // a symbol near index i is the same with probability exp(-d / (1 + i/2))
            double middle = 1 + (CodedSymbols.KEPT - RibltMessage.TAIL / 2) / 2.0;
            estimate = gaveUp ? 0 : (int) (-middle * StrictMath.log((double) same / ownTail.length));
        }

        private void onSymbols(Symbols symbols) {
            if (decoder.received() + symbols.sums().length > CodedSymbols.KEPT)
                throw new SearchFailedException(Cause.OUT_OF_TURN);
            awaits = false;
            peels = true;
            for (int i = 0; i < symbols.sums().length; i++) {
                int count = symbols.surpluses()[i] + RibltMessage.expected(theirCount, symbols.from() + i);
                decoder.receive(symbols.sums()[i], symbols.checks()[i], count);
            }
        }
    }
}
