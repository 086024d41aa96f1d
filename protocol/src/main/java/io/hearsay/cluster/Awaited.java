package io.hearsay.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
