package io.hearsay.antientropy;

import java.util.List;

/**
 * Items that are compared by themselves, as not everybody holds them.
 *
 * @param name by which all who hold them know them, 0..{@value #MAX_NAME_BYTES} bytes; empty: those that all hold
 * @param methods in the order in which they are tried; both sides need the same ones
 */
public record Scope(String name, ItemSet items, List<Method> methods) {
    /** The name of what everybody holds. */
    public static final String ALL = "";

    /** How long a name may be. */
    public static final int MAX_NAME_BYTES = 128;

    public Scope {
        methods = List.copyOf(methods);
    }
}
