package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.antientropy.Method.Difference;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerMessage.Done;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.antientropy.ReconcilerMessage.Open;
import io.hearsay.antientropy.ReconcilerMessage.Opened;
import io.hearsay.antientropy.ReconcilerMessage.Want;
import io.hearsay.antientropy.Search.Progress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The side of a session that has opened it: searches, asks for what is missing here, sends what is missing there. */
final class Asking extends Session implements Difference {
    private final Deque<Scope> rest;
    private final int attempt;
    private final @Nullable Inspector inspector;
    private final Marker marker;
    private final LongQueue toAsk = new LongQueue();
    private boolean isBegun;
    private boolean agrees = true;
    private String method = "sum";

    /** Of earlier scopes. */
    private long differedBefore;

    /* What follows is of one scope, and begins anew with the next. */
    private Scope scope;
    private @Nullable Open open;
    private @Nullable Opened opened;
    private @Nullable Search search;
    private int methodsTried;
    private int unanswered;
    private long found;
    private long foundTheirs;

    /** The exclusive or of all that was found. */
    private long foundSum;

    private long receivedBefore;
    private long refusedBefore;

    /** Items that the method at work has found, if another one may have to take over. */
    private final LongQueue foundByMethod = new LongQueue();

    /** Items that methods which gave up have found, ascending: the next method finds them again. */
    private long[] foundBefore = new long[0];

    private boolean isDone;

    /** The other side is just some entries behind. */
    private boolean isAhead;

    /**
     * Exchanges what differs, or only has it looked at if there is an inspector.
     *
     * @param scopes one or more, which are compared one after the other
     */
    Asking(
            Environment env,
            Peer peer,
            long id,
            Replica replica,
            List<Scope> scopes,
            int attempt,
            @Nullable Inspector inspector,
            Marker marker) {
        super(env, peer, id, replica);
        rest = new ArrayDeque<>(scopes);
        scope = rest.remove();
        this.attempt = attempt;
        this.inspector = inspector;
        this.marker = marker;
    }

    int attempt() {
        return attempt;
    }

    @Override
    String method() {
        return method;
    }

    @Override
    long differing() {
        return differedBefore + found + (opened == null ? 0 : opened.lag());
    }

    @Override
    boolean isOurs() {
        return true;
    }

    @Override
    boolean isBegun() {
        return isBegun;
    }

    @Override
    Scope scope() {
        return scope;
    }

    /** Compares no more what has this name. */
    void leaveOut(String name) {
        rest.removeIf(each -> each.name().equals(name));
    }

    /** Whether the other side has answered the scope that is being compared. */
    boolean isOpened() {
        return opened != null;
    }

    /** The link stands; it may say so more than once. */
    void begin() {
        if (isBegun) return;
        isBegun = true;
        work();
    }

    private void open() {
        boolean asks = !isLooking() && marker.isDue(scope.name());
        open = new Open(id(), scope.items().sum(), scope.items().count(), scope.name(), asks);
        send(open);
    }

    /** The scope is through, with both sides equal or not; true if it was the last one. */
    boolean isLast(boolean agreed) {
        agrees &= agreed;
        if (opened != null && !opened.marks().isEmpty() && hasAll(opened)) marker.met(scope.name(), opened.marks());
        if (rest.isEmpty()) return true;
        differedBefore = differing();
        scope = rest.remove();
        open = null;
        opened = null;
        search = null;
        methodsTried = 0;
        found = 0;
        foundTheirs = 0;
        foundSum = 0;
        receivedBefore = received();
        refusedBefore = refused();
        foundByMethod.remove(foundByMethod.size());
        foundBefore = new long[0];
        isDone = false;
        isAhead = false;
        return false;
    }

    /**
     * Whether this node has held all that the other one held when it answered. Where writes went on, what was found may
     * be of other moments on either side; then it does not make up for the difference of the sums.
     */
    private boolean hasAll(Opened answer) {
        if (isLooking() || open == null || refused() != refusedBefore) return false;
        long got = received() - receivedBefore;
        if (answer.sum() == open.sum() || isAhead) return true;
        if (answer.lag() > 0) return got == answer.lag();
        return got == foundTheirs && (open.sum() ^ answer.sum()) == foundSum;
    }

    /** Whether both were equal in the end, in each scope so far. */
    boolean agrees() {
        return agrees;
    }

    /** True if there was no difference, and the session is over. */
    boolean onOpened(Opened answer) {
        if (open == null || opened != null) throw new SearchFailedException(Cause.OUT_OF_TURN);
        opened = answer;
        if (answer.sum() == open.sum()) return true;
        long[] theyLack =
                isLooking() ? null : scope.items().since(answer.sum()); // what they have instead is to be seen, too
        if (answer.lag() > 0) {
            method = "recent";
            unanswered = answer.lag();
        } else if (theyLack != null) {
            method = "recent";
            isAhead = true;
            for (long item : theyLack) ours(item);
        } else searchOn();
        return false;
    }

    /** Whether nothing is to be exchanged. */
    boolean isLooking() {
        return inspector != null;
    }

    private void searchOn() {
        if (methodsTried == scope.methods().size()) throw new SearchFailedException(Cause.NO_METHOD);
        foundBefore = LongStream.concat(
                        LongStream.of(foundBefore), LongStream.of(foundByMethod.remove(foundByMethod.size())))
                .sorted()
                .toArray();
        Method next = scope.methods().get(methodsTried++);
        method = next.name();
        search = next.search(id(), opened == null ? 0 : opened.count(), this);
    }

    @Override
    public void ours(long item) {
        if (!isNew(item)) return;
        if (inspector == null) outgoing().add(item);
        else inspector.ours(item);
    }

    @Override
    public void theirs(long item) {
        if (!isNew(item)) return;
        toAsk.add(item);
        foundTheirs++;
    }

    private boolean isNew(long item) {
        if (Arrays.binarySearch(foundBefore, item) >= 0) return false;
        if (methodsTried < scope.methods().size()) foundByMethod.add(item);
        found++;
        foundSum ^= item;
        return true;
    }

    /** Searches on while nothing is ready for a full message; sends what is there when it has to wait. */
    @Override
    boolean step() {
        if (open == null) {
            open();
            return true;
        }
        if (opened == null || isDone) return false;
        if (search != null && search.progress() != Progress.WAITING && isShortOfWork()) search(search);
        else if (!toAsk.isEmpty() && unanswered < ReconcilerMessage.MAX_WANTED) want();
        else if (!outgoing().isEmpty()) send(outgoing().next(id(), false));
        else if (search == null && unanswered == 0 && toAsk.isEmpty()) done();
        else return false;
        return true;
    }

    private boolean isShortOfWork() {
        return toAsk.size() < ReconcilerMessage.MAX_WANTED && outgoing().size() < ReconcilerMessage.MAX_WANTED;
    }

    private void want() {
        long[] wanted = toAsk.remove(ReconcilerMessage.MAX_WANTED - unanswered);
        unanswered += wanted.length;
        send(new Want(id(), wanted));
    }

    private void search(Search current) {
        switch (current.progress()) {
            case WORKING -> {
                SearchMessage question = current.next();
                if (question != null) send(question);
            }
            case WAITING -> throw new AssertionError("nothing to do");
            case FOUND -> search = null;
            case GAVE_UP -> searchOn();
        }
    }

    private void done() {
        isDone = true;
        send(new Done(id(), scope.items().sum()));
    }

    void onAnswer(SearchMessage answer) {
        if (search == null) throw new SearchFailedException(Cause.OUT_OF_TURN);
        search.receive(answer);
    }

    void onEntries(Entries entries) {
        if (entries.answered() > unanswered) throw new SearchFailedException(Cause.OUT_OF_TURN);
        unanswered -= entries.answered();
        if (inspector == null) merge(entries);
        else inspect(entries, inspector);
    }

    /** Whether both agree now. */
    boolean onDone(Done done) {
        if (!isDone || open == null || opened == null) throw new SearchFailedException(Cause.OUT_OF_TURN);
        boolean nothingChanged = scope.items().sum() == open.sum() && done.sum() == opened.sum();
        if (found == 0 && received() == receivedBefore && nothingChanged) throw new SearchFailedException(Cause.LIES);
        return done.sum() == scope.items().sum();
    }
}
