package io.hearsay.membership.swim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: a shuffled round, shuffled anew after each pass, a newcomer at a random place (SWIM, section 4.3).
 * With fixed membership the gap between two turns of one member is at most 2(n-1) - 1 periods.
 */
final class ProbeRing {
    private final RandomGenerator random;
    private final List<String> names = new ArrayList<>();
    private final Set<String> present = new HashSet<>();
    private int next;

    ProbeRing(RandomGenerator random) {
        this.random = random;
    }

    void add(String name) {
        if (!present.add(name)) return;
        int place = random.nextInt(names.size() + 1);
        names.add(place, name);
        if (place < next) next++;
    }

    /** The next one that is still wanted; the others drop out. Null if nobody is left. */
    @Nullable
    String next(Predicate<String> wanted) {
        while (!names.isEmpty()) {
            if (next == names.size()) shuffle();
            String name = names.get(next);
            if (wanted.test(name)) {
                next++;
                return name;
            }
            names.remove(next);
            present.remove(name);
        }
        return null;
    }

    private void shuffle() {
        for (int i = names.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            String swapped = names.get(i);
            names.set(i, names.get(j));
            names.set(j, swapped);
        }
        next = 0;
    }
}
