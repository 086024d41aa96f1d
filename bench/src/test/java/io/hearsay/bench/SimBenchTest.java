package io.hearsay.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.bench.SimBench.Part;
import org.junit.jupiter.api.Test;

/** Small worlds, whole reports. */
class SimBenchTest {

    @Test
    void averaging_sends_two_messages_for_each_node_and_cycle() {
        assertThat(SimBench.run(Part.AVERAGING, 10_000))
                .contains("\"part\":\"averaging\",\"nodes\":10000", "\"messages\":4000000", "\"messagesPerSecond\":");
    }

    @Test
    void a_rumor_comes_to_everybody() {
        assertThat(SimBench.run(Part.RUMOR, 1_000)).contains("\"heard\":1000", "\"wallSeconds\":");
    }

    @Test
    void full_nodes_become_one_view_in_both_settings() {
        for (Part setting : new Part[] {Part.FRAMES, Part.OBJECTS})
            assertThat(SimBench.run(setting, 10))
                    .contains("\"timesRealTime\":", "\"heapBytesPerNode\":")
                    .doesNotContain("null");
    }

    @Test
    void one_node_is_too_few() {
        assertThatThrownBy(() -> SimBench.run(Part.RUMOR, 1)).hasMessage("nodes must be 2..4194304, was 1");
    }
}
