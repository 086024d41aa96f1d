package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.antientropy.Method.Answerer;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.antientropy.ReconcilerMessage.Want;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The side of a session that another node has opened: answers its questions and its wants. */
final class Answering extends Session {
    /** Answers that may wait for the window; a searching side has at most four questions on their way. */
    private static final int MAX_ANSWERS = 16;

    private final Scope scope;
    private final Map<Method, Answerer> answerers = new LinkedHashMap<>();
    private final Deque<SearchMessage> answers = new ArrayDeque<>();
    private String method = "sum";

    Answering(Environment env, Peer peer, long id, Replica replica, Scope scope) {
        super(env, peer, id, replica);
        this.scope = scope;
    }

    @Override
    String method() {
        return method;
    }

    /** Who answers knows what is exchanged, and no more. */
    @Override
    long differing() {
        return outgoing().sent() + outgoing().size() + received();
    }

    @Override
    boolean isOurs() {
        return false;
    }

    @Override
    boolean isBegun() {
        return true;
    }

    @Override
    Scope scope() {
        return scope;
    }

    /** The other side is behind by these. */
    void lag(long[] theyLack) {
        method = "recent";
        for (long item : theyLack) outgoing().add(item);
    }

    void onQuestion(SearchMessage question) {
        Method method = scope.methods().stream()
                .filter(each -> each.speaks(question))
                .findFirst()
                .orElseThrow(() -> new SearchFailedException(Cause.OUT_OF_TURN));
        this.method = method.name();
        Answerer answerer = answerers.computeIfAbsent(method, each -> each.answerer(id()));
        for (SearchMessage answer : answerer.answer(question)) answers.add(answer);
        if (answers.size() > MAX_ANSWERS) throw new SearchFailedException(Cause.OUT_OF_TURN);
    }

    void onWant(Want want) {
        for (long item : want.items()) outgoing().add(item);
        if (outgoing().size() > ItemSet.RECENT + ReconcilerMessage.MAX_WANTED)
            throw new SearchFailedException(Cause.OUT_OF_TURN);
    }

    void onEntries(Entries entries) {
        if (answerers.isEmpty()) method = "recent";
        merge(entries);
    }

    @Override
    boolean step() {
        if (!answers.isEmpty()) send(answers.remove());
        else if (!outgoing().isEmpty()) send(outgoing().next(id(), true));
        else return false;
        return true;
    }
}
