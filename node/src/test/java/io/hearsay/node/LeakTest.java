package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.hearsay.cluster.Cluster;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node leaves behind when it is closed: nothing. */
class LeakTest {
    private static final int CYCLES = 1_000;
    private static final int WARM_UP = 20;

    /** What the virtual machine opens for itself meanwhile, as the archive of a class; a leak would be a thousand. */
    private static final int SLACK_FILES = 10;

    @Test
    void a_thousand_open_and_close_cycles_leave_no_thread_socket_or_heap_behind() {
        cycle(WARM_UP, ClusterConfig.local("leaks").insecure());
        long threads = threads();
        long files = files();
        List<WeakReference<Cluster>> closed =
                cycle(CYCLES, ClusterConfig.local("leaks").insecure());
        assertNothingLeft(threads, files, closed);
    }

    @Test
    void nodes_of_a_shared_group_leave_nothing_in_it() {
        try (NodeGroup group = NodeGroup.of(2, 2)) {
            ClusterConfig config = ClusterConfig.local("leaks").insecure().withGroup(group);
            cycle(WARM_UP, config);
            long files = files();
            List<WeakReference<Cluster>> closed = cycle(CYCLES, config);
            assertNothingLeft(Long.MAX_VALUE, files, closed);
        }
    }

    private static void assertNothingLeft(long threads, long files, List<WeakReference<Cluster>> closed) {
        eventually(() -> threads() <= threads, () -> threads() + " threads, were " + threads);
        eventually(() -> files() <= files + SLACK_FILES, () -> files() + " file handles, were " + files);
        eventually(
                () -> {
                    System.gc();
                    return closed.stream().allMatch(cluster -> cluster.refersTo(null));
                },
                () -> closed.stream().filter(cluster -> !cluster.refersTo(null)).count() + " clusters on the heap");
    }

    private static List<WeakReference<Cluster>> cycle(int count, ClusterConfig config) {
        List<WeakReference<Cluster>> closed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Cluster cluster = Hearsay.join(config.withName("node-" + i));
            cluster.onMember(event -> {});
            assertThat(cluster.members()).hasSize(1);
            cluster.close();
            closed.add(new WeakReference<>(cluster));
        }
        return closed;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hearsay"))
                .count();
    }

    private static long files() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}
