package io.hearsay.sim;

import java.util.function.Consumer;

/**
 * One thing that happens to a world, or is expected of it.
 *
 * @param words as a scenario file says it
 * @param action what is done
 */
public record Step(String words, Consumer<World> action) {

    @Override
    public String toString() {
        return words;
    }
}
