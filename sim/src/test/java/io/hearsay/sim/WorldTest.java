package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    static World flooded(WorldConfig config, int n) {
        World world = new World(config);
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < n; i++)
            world.node("n" + i, life -> {
                        peers.add(life.peer());
                        return new Flood(life);
                    })
                    .start();
        for (SimNode node : world.nodes())
            for (Peer peer : peers)
                if (!peer.address().equals(node.address()))
                    node.protocol(Flood.class).knows(peer);
        return world;
    }

    @Test
    void runs_protocols_on_virtual_time() {
        World world = flooded(WorldConfig.objects(1), 100);
        world.nodes()
                .get(3)
                .execute(() -> world.nodes().get(3).protocol(Flood.class).raise(77));

        world.run(Duration.ofSeconds(10));

        assertThat(world.nodes()).allMatch(node -> node.protocol(Flood.class).largest() == 77);
        assertThat(world.nowNanos()).isEqualTo(10_000_000_000L);
        assertThat(world.counts().events()).isEqualTo(100);
        assertThat(world.counts().messages()).isBetween(4900L, 5000L);
    }

    @Test
    void same_seed_gives_the_same_trace_and_another_seed_another() {
        assertThat(hash(7)).isEqualTo(hash(7)).isNotEqualTo(hash(8));
    }

    private static long hash(long seed) {
        World world = flooded(WorldConfig.objects(seed), 20);
        world.network().loss(0.1);
        world.run(Duration.ofSeconds(5));
        return world.trace().hash();
    }

    @Test
    void a_pause_holds_timers_and_messages_and_a_resume_brings_them() {
        World world = flooded(WorldConfig.objects(1), 2);
        SimNode paused = world.nodes().get(0);
        world.run(SECOND);
        paused.pause();
        int before = paused.protocol(Flood.class).received;

        world.run(SECOND.multipliedBy(3));
        assertThat(paused.protocol(Flood.class).received).isEqualTo(before);
        paused.resume();

        assertThat(paused.protocol(Flood.class).received).isEqualTo(before + 15);
    }

    @Test
    void a_partition_keeps_groups_apart_until_it_ends() {
        World world = flooded(WorldConfig.objects(1), 4);
        world.network().partition(List.of(world.nodes().subList(0, 2)));
        world.nodes()
                .get(0)
                .execute(() -> world.nodes().get(0).protocol(Flood.class).raise(5));
        world.run(SECOND.multipliedBy(20));
        assertThat(world.nodes().get(1).protocol(Flood.class).largest()).isEqualTo(5);
        assertThat(world.nodes().get(3).protocol(Flood.class).largest()).isZero();

        world.network().unite();
        world.run(SECOND.multipliedBy(20));
        assertThat(world.nodes().get(3).protocol(Flood.class).largest()).isEqualTo(5);
    }
}
