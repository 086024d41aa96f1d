package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path directory;

    private final MemoryStorage other = new MemoryStorage();
    private final StorageFactory others = new StorageFactory() {
        @Override
        public Storage open(Path ignored) {
            return other;
        }

        @Override
        public SortedMap<String, byte[]> look(Path ignored) {
            return other.read();
        }
    };

    @Test
    void gives_back_what_was_stored() {
        Journal journal = open();
        List<String> answers = new ArrayList<>();
        journal.store(Batch.of("peers", new byte[] {1, 2}), () -> answers.add("stored"), answers::add);
        journal.store(Batch.of("epoch", new byte[] {3}), () -> answers.add("stored"), answers::add);
        journal.close();
        assertThat(answers).containsExactly("stored", "stored");
        assertThat(open().values()).containsOnlyKeys("epoch", "peers").containsEntry("peers", new byte[] {1, 2});
    }

    @Test
    void the_file_is_its_owners_alone_even_if_an_older_one_was_not() throws IOException {
        Files.createFile(directory.resolve("journal"));
        Files.createFile(directory.resolve("journal.new"));
        Journal journal = open();
        journal.store(Batch.of("keys", new byte[] {3}), () -> {}, why -> {});
        journal.close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("journal"))))
                .isEqualTo("rw-------");
    }

    @Test
    void an_empty_value_deletes() {
        Journal journal = open();
        journal.store(Batch.of("epoch", new byte[] {3}), () -> {}, why -> {});
        journal.store(Batch.of("epoch", new byte[0]), () -> {}, why -> {});
        journal.close();
        assertThat(open().values()).isEmpty();
    }

    @Test
    void gathers_what_came_while_it_wrote_into_one_file() {
        List<Runnable> tasks = new ArrayList<>();
        Journal journal = Journal.open(directory, StorageFactory.file(), tasks::add);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++)
            journal.store(Batch.of("key" + i, new byte[1]), () -> answers.add("stored"), answers::add);
        assertThat(tasks).hasSize(1);
        tasks.get(0).run();
        assertThat(answers).hasSize(10);
        assertThat(journal.values()).hasSize(10);
    }

    @Test
    void says_why_it_could_not_store() throws IOException {
        Journal journal = open();
        Files.createDirectories(directory.resolve("journal.new/in-the-way"));
        List<String> answers = new ArrayList<>();
        journal.store(Batch.of("epoch", new byte[] {3}), () -> answers.add("stored"), answers::add);
        assertThat(answers).hasSize(1).first().asString().contains("journal.new");
        assertThat(journal.values()).isEmpty();
    }

    @Test
    void every_flipped_bit_and_every_truncation_is_a_warning_and_an_empty_start() throws IOException {
        Journal journal = open();
        journal.store(Batch.of("epoch", new byte[] {3, 4, 5}), () -> {}, why -> {});
        journal.close();
        Path file = directory.resolve("journal");
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertStartsEmpty(file, bad);
        }
        for (int length = 0; length < good.length; length++)
            assertStartsEmpty(file, java.util.Arrays.copyOf(good, length));
    }

    @Test
    void a_crash_before_the_rename_leaves_the_old_state() throws IOException {
        Journal journal = open();
        journal.store(Batch.of("epoch", new byte[] {3}), () -> {}, why -> {});
        journal.close();
        Files.write(directory.resolve("journal.new"), new byte[] {1, 2, 3});
        assertThat(open().values()).containsOnlyKeys("epoch");
    }

    @Test
    void two_nodes_cannot_share_a_data_directory() {
        Journal first = open();
        assertThatThrownBy(this::open)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("a running node uses it");
        first.close();
        open().close();
    }

    @Test
    void a_directory_that_cannot_be_made_is_an_error() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Journal.open(file.resolve("data"), StorageFactory.file(), Runnable::run))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot use the data directory");
    }

    @Test
    void another_storage_takes_over_what_the_file_held() throws IOException {
        Journal old = open();
        old.storeNow(Batch.of("epoch", new byte[] {3}));
        old.close();
        byte[] file = Files.readAllBytes(directory.resolve("journal"));
        Journal journal = openOther();
        assertThat(journal.values()).containsOnlyKeys("epoch").containsEntry("epoch", new byte[] {3});
        journal.close();
        assertThat(directory.resolve("journal")).doesNotExist();
        assertThat(directory.resolve("journal.imported")).hasBinaryContent(file);
    }

    @Test
    void a_file_beside_a_storage_with_values_is_set_aside_unread() throws IOException {
        other.write(List.of(Batch.of("epoch", new byte[] {9})));
        Journal old = open();
        old.storeNow(Batch.of("epoch", new byte[] {3}));
        old.close();
        Journal journal = openOther();
        assertThat(journal.values()).containsEntry("epoch", new byte[] {9});
        journal.close();
        assertThat(directory.resolve("journal.unused")).exists();
    }

    @Test
    void one_can_look_at_either() throws IOException {
        Journal old = open();
        old.storeNow(Batch.of("epoch", new byte[] {3}));
        assertThat(Journal.look(directory, StorageFactory.file())).containsEntry("epoch", new byte[] {3});
        assertThat(Journal.look(directory, others)).containsEntry("epoch", new byte[] {3});
        other.write(List.of(Batch.of("epoch", new byte[] {9})));
        assertThat(Journal.look(directory, others)).containsEntry("epoch", new byte[] {9});
        old.close();
    }

    @Test
    void once_closed_it_writes_nothing_and_answers_nobody() {
        List<Runnable> tasks = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        Journal journal = Journal.open(directory, others, tasks::add);
        journal.store(Batch.of("early", new byte[1]), () -> answers.add("stored"), answers::add);
        journal.close();
        journal.store(Batch.of("late", new byte[1]), () -> answers.add("stored"), answers::add);
        tasks.forEach(Runnable::run);
        assertThat(other.read()).isEmpty();
        assertThat(answers).isEmpty();
    }

    private Journal openOther() {
        return Journal.open(directory, others, Runnable::run);
    }

    private void assertStartsEmpty(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Journal journal = open();
        assertThat(journal.values()).isEmpty();
        journal.close();
        assertThat(file.resolveSibling("journal.damaged")).hasBinaryContent(content);
    }

    private Journal open() {
        return Journal.open(directory, StorageFactory.file(), Runnable::run);
    }
}
