package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.NodeId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    @Test
    void keeps_its_name_and_raises_its_epoch() {
        NodeId first = begin(Optional.empty(), 1_000);
        NodeId second = begin(Optional.empty(), 1_000);
        assertThat(second.name()).isEqualTo(first.name());
        assertThat(second.supersedes(first)).isTrue();
        assertThat(second.epoch()).isEqualTo(1_001);
        assertThat(second.instance()).isNotEqualTo(first.instance());
    }

    @Test
    void a_clock_that_went_back_a_year_changes_nothing() {
        NodeId first = begin(Optional.of("web-1"), 1_000_000_000);
        NodeId second = begin(Optional.of("web-1"), 968_000_000);
        assertThat(second.supersedes(first)).isTrue();
    }

    @Test
    void a_configured_name_wins_and_is_kept() {
        begin(Optional.empty(), 1);
        assertThat(begin(Optional.of("web-1"), 1).name()).isEqualTo("web-1");
        assertThat(begin(Optional.empty(), 1).name()).isEqualTo("web-1");
    }

    @Test
    void a_fresh_name_is_a_valid_one() {
        NodeId.checkName(begin(Optional.empty(), 1).name());
    }

    @Test
    void without_a_disk_the_clock_decides() {
        assertThat(Life.begin(Optional.of("web-1"), Journal.inMemory(Runnable::run), 77, random)
                        .epoch())
                .isEqualTo(77);
    }

    private NodeId begin(Optional<String> name, long clockSeconds) {
        Journal journal = Journal.open(directory, StorageFactory.file(), Runnable::run);
        try {
            return Life.begin(name, journal, clockSeconds, random);
        } finally {
            journal.close();
        }
    }
}
