package io.hearsay.cluster;

import io.hearsay.data.Bytes;
import io.hearsay.data.DotContext;
import io.hearsay.data.MvRegister;
import java.util.List;

/**
 * What stands under one key of a {@link SiblingMap}, and what a later write says that it has seen.
 *
 * <p>Immutable.
 */
public final class Siblings {
    private final List<Bytes> values;
    final DotContext seen;

    Siblings(MvRegister register) {
        values = register.siblings();
        seen = register.seen();
    }

    /** The values, copied: one, or several that were written without knowing of each other. */
    public List<byte[]> values() {
        return values.stream().map(Bytes::toByteArray).toList();
    }

    /** How many they are. */
    public int size() {
        return values.size();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
