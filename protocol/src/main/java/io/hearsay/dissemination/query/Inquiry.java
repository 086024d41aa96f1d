package io.hearsay.dissemination.query;

import io.hearsay.dissemination.query.QueryMessage.Question;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An own question, and who has not answered it. */
final class Inquiry {
    final Question question;
    final long sinceNanos;
    private final List<Target> targets;
    private final Map<Long, Target> silent = new LinkedHashMap<>();
    private int awaited;

    Inquiry(Question question, List<Target> targets, long nowNanos) {
        this.question = question;
        this.sinceNanos = nowNanos;
        this.targets = List.copyOf(targets);
        for (Target target : targets)
            if (silent.put(target.peer().instance(), target) == null && target.awaited()) awaited++;
    }

    /** Gives those that are silent among the next {@code count} from this place on; the place after them. */
    int nextSilent(int from, int count, Consumer<Target> asking) {
        int end = Math.min(targets.size(), from + count);
        for (Target target : targets.subList(from, end))
            if (silent.containsKey(target.peer().instance())) asking.accept(target);
        return end;
    }

    boolean isLast(int place) {
        return place == targets.size();
    }

    /** Who has just answered; null if it was not asked, or has answered before. */
    @Nullable
    Target heardFrom(long instance) {
        Target target = silent.remove(instance);
        if (target != null && target.awaited()) awaited--;
        return target;
    }

    boolean isComplete() {
        return awaited == 0;
    }

    Collection<Target> silent() {
        return silent.values();
    }
}
