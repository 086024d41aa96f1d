package io.hearsay.lab.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hearsay.lab.experiment.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file for each finished cell, and one that says of which sweep they are.
 *
 * <p>Files appear complete or not at all, so whatever kills a sweep leaves nothing half-written behind.
 */
final class CellStore {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WISH = "sweep.json";

    /** What a killed sweep was writing begins so; it is nobody's. */
    private static final String DRAFT = ".draft";

    private final Path folder;

    private CellStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a folder; a new one is made.
     *
     * @param wish all that decides what the cells come to
     * @throws LabException if it holds another sweep, or cannot be read or written
     */
    static CellStore open(Path folder, String wish) {
        CellStore store = new CellStore(folder);
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(WISH);
            if (!Files.exists(file)) {
                refuseForeign(folder);
                store.write(WISH, wish);
            } else if (!Files.readString(file).equals(wish))
                throw new LabException("--out " + folder + " holds another sweep: "
                        + Files.readString(file).strip() + "; take another folder, or the same flags");
        } catch (IOException e) {
            throw new LabException("--out " + folder + " cannot be read and written: " + e);
        }
        return store;
    }

    private static void refuseForeign(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            if (files.anyMatch(file -> !file.getFileName().toString().startsWith(DRAFT)))
                throw new LabException("--out " + folder + " is not empty and no sweep; take an empty folder");
        }
    }

    /** What was finished earlier; null if it was not. */
    @Nullable
    Cell read(int index) {
        Path file = folder.resolve(name(index));
        if (!Files.exists(file)) return null;
        try {
            return JSON.readValue(Files.readString(file), Cell.class);
        } catch (JsonProcessingException e) {
            throw new LabException(
                    file + " is damaged: " + e.getOriginalMessage() + "; delete it, and it is run again");
        } catch (IOException e) {
            throw new LabException(file + " cannot be read: " + e);
        }
    }

    void write(int index, Cell cell) {
        try {
            write(name(index), JSON.writeValueAsString(cell));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) throws IOException {
        Path draft = Files.createTempFile(folder, DRAFT, "");
        Files.writeString(draft, text);
        Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String name(int index) {
        return "cell-" + index + ".json";
    }
}
