package io.hearsay.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers that the node's thread owes; when the node ends, none of them is left waiting. Thread-safe. */
final class Awaited {
    private final Host host;
    private final Map<Long, CompletableFuture<?>> open = new LinkedHashMap<>();
    private long numbers;
    private @Nullable Ending ending;

    Awaited(Host host) {
        this.host = host;
    }

    <T> CompletableFuture<T> answer() {
        CompletableFuture<T> answer = host.promise();
        Ending known;
        long number;
        synchronized (this) {
            known = ending;
            number = ++numbers;
            if (known == null) open.put(number, answer);
        }
        if (known != null) answer.completeExceptionally(noLongerRuns(known));
        CompletableFuture<T> unused = answer.whenComplete((value, problem) -> remove(number));
        return answer;
    }

    /**
     * What the node's thread says to this question.
     *
     * @throws IllegalArgumentException if it says so
     * @throws IllegalStateException if it says so, or the node no longer runs
     */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<Supplier<T>> outcome = answer();
        host.run(() -> outcome.complete(outcome(question)));
        return host.await(outcome).get();
    }

    /** What it answers, or the throwing of what it throws: hosts wrap each in their own way. */
    private static <T> Supplier<T> outcome(Supplier<T> question) {
        try {
            T answer = question.get();
            return () -> answer;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            return () -> {
                throw refused;
            };
        }
    }

    /** Done when the node's thread has run this; failed with what that throws for a wrong argument or state. */
    CompletionStage<Void> command(Runnable command) {
        CompletableFuture<Void> done = answer();
        host.run(() -> {
            try {
                command.run();
                host.deliver(() -> done.complete(null));
            } catch (IllegalArgumentException | IllegalStateException refused) {
                host.deliver(() -> done.completeExceptionally(refused));
            }
        });
        return done.copy();
    }

    void end(Ending why) {
        List<CompletableFuture<?>> left;
        synchronized (this) {
            ending = why;
            left = new ArrayList<>(open.values());
            open.clear();
        }
        for (CompletableFuture<?> answer : left) answer.completeExceptionally(noLongerRuns(why));
    }

    private synchronized void remove(long number) {
        open.remove(number);
    }

    private static IllegalStateException noLongerRuns(Ending ending) {
        return new IllegalStateException("this node no longer runs: " + ending);
    }
}
