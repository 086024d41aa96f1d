package io.hearsay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A new directory for a benchmark's stores, gone when it is closed. */
final class Workplace implements AutoCloseable {
    private final Path path;

    private Workplace(Path path) {
        this.path = path;
    }

    /** In this directory, which is there; null: in the one for temporary files. */
    static Workplace in(@Nullable Path parent) throws IOException {
        return new Workplace(
                parent == null
                        ? Files.createTempDirectory("hearsay-bench-")
                        : Files.createTempDirectory(parent, "hearsay-bench-"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
        }
    }
}
