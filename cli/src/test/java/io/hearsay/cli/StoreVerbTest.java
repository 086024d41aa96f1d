package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Batch;
import io.hearsay.cli.Agents.Said;
import io.hearsay.node.Storage;
import io.hearsay.store.rocksdb.RocksDbStorage;
import io.hearsay.store.rocksdb.SyncLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreVerbTest {
    @TempDir
    private Path directory;

    @Test
    void a_sound_store_is_counted_and_left_alone() throws IOException {
        fill();
        assertThat(store("check"))
                .isEqualTo(new Said(0, directory.resolve("store") + " holds 2 values, 13 bytes: sound\n", ""));
        assertThat(store("check", "--json").out())
                .contains("\"keys\":2", "\"bytes\":13", "\"writes\":3", "\"problems\":[]");
        assertThat(store("stats").out().lines()).anyMatch(line -> line.matches("keys +2"));
        Said rebuilt = store("rebuild");
        assertThat(rebuilt.code()).isZero();
        assertThat(rebuilt.out()).contains("is sound and holds 2 values").contains("nothing was done");
    }

    @Test
    void a_damaged_store_is_named_and_rebuilt() throws IOException {
        fill();
        Files.delete(directory.resolve("store/CURRENT"));
        Said check = store("check");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains("damaged; `hearsay store rebuild` saves");
        assertThat(check.err()).startsWith("problem: ").contains("CURRENT");
        Said rebuilt = store("rebuild", "--json");
        assertThat(rebuilt.code()).isZero();
        assertThat(rebuilt.out()).contains("\"keys\":2", "store.damaged-1");
        assertThat(store("check").code()).isZero();
    }

    @Test
    void where_nothing_is_that_is_said() {
        Said check = store("check");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.err()).contains("no store is in " + directory);
        assertThat(Agents.hearsay("store", "check").code()).isEqualTo(2);
        assertThat(Agents.hearsay("store").err()).contains("a verb is missing: check, rebuild, stats");
    }

    private Said store(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "store";
        System.arraycopy(words, 0, all, 1, words.length);
        all[all.length - 1] = directory.toString();
        return Agents.hearsay(all);
    }

    private void fill() throws IOException {
        try (Storage storage = RocksDbStorage.factory(SyncLevel.SYNC).open(directory)) {
            storage.write(List.of(Batch.of("epoch", new byte[3]), Batch.of("key", new byte[2])));
        }
    }
}
