package io.hearsay.membership.sync;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random orders that follow from the node's own randomness. */
final class Draws {
    private Draws() {}

    /** A copy in random order (Fisher and Yates). */
    static <E> List<E> shuffled(Collection<? extends E> elements, RandomGenerator random) {
        List<E> list = new ArrayList<>(elements);
        for (int i = list.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            E swapped = list.get(i);
            list.set(i, list.get(j));
            list.set(j, swapped);
        }
        return list;
    }
}
