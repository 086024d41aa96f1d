package io.hearsay.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scenarios that come with Hearsay. */
public final class Shipped {
    private static final String FOLDER = "/scenarios/";

    private Shipped() {}

    /** Their names, such as {@code swim/partition.yaml}, in natural order. */
    public static List<String> names() {
        String index = read("index.txt");
        if (index == null) throw new AssertionError("the index of scenarios is missing");
        return index.lines().toList();
    }

    /** The text of a scenario, or null if none of that name comes with Hearsay. */
    static @Nullable String text(String name) {
        return names().contains(name) ? read(name) : null;
    }

    private static @Nullable String read(String name) {
        try (InputStream in = Shipped.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
