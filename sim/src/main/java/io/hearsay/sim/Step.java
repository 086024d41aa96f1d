package io.hearsay.sim;

import java.util.function.Consumer;

/**
 * One thing that happens to a world, or is expected of it.
 *
 * @param words as a scenario file says it
 * @param leastNodes how many nodes a world must have for it to make sense
 * @param action what is done
 */
public record Step(String words, int leastNodes, Consumer<World> action) {

    /** A step for any world. */
    public Step(String words, Consumer<World> action) {
        this(words, 1, action);
    }

    @Override
    public String toString() {
        return words;
    }
}
