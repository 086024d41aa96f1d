package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Peer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames and objects are two ways to carry one run. */
class SettingsTest {

    private static List<String> datagrams(Setting setting, long seed) {
        World world = WorldTest.flooded(Toys.config(setting, seed), 20);
        List<String> events = new ArrayList<>();
        world.onEvent((node, event) -> events.add(world.nowNanos() + " " + node + " " + event));
        world.network().loss(0.2).duplicate(0.1).reorder(0.1, Duration.ofMillis(300));
        for (int i = 0; i < 10; i++) {
            SimNode node = world.nodes().get(i);
            int number = i;
            world.after(Duration.ofMillis(700L * i), () -> {
                node.execute(() -> node.protocol(Flood.class).raise(number + 1));
                node.pauseFor(Duration.ofMillis(500));
            });
        }
        world.run(Duration.ofSeconds(20));
        return events;
    }

    @Test
    void both_settings_give_the_same_events_at_the_same_times() {
        for (long seed = 1; seed <= 20; seed++) {
            List<String> frames = datagrams(Setting.FRAMES, seed);
            assertThat(frames).hasSizeGreaterThan(60);
            assertThat(datagrams(Setting.OBJECTS, seed)).isEqualTo(frames);
        }
    }

    private static List<String> links(Setting setting, long seed) {
        World world = new World(Toys.config(setting, seed));
        for (int i = 0; i < 6; i++) world.node("n" + i, Talker::new).start();
        List<Peer> peers = new ArrayList<>();
        for (SimNode node : world.nodes()) peers.add(Talker.of(node).self);
        for (int step = 0; step < 200; step++) {
            SimNode from = world.nodes().get(world.chance().nextInt(6));
            Peer to = peers.get((from.number() + 1 + world.chance().nextInt(5)) % 6);
            switch (world.chance().nextInt(5)) {
                case 0, 1 -> from.execute(() -> Talker.of(from).env.links().open(to));
                case 2 -> from.execute(() -> Talker.of(from).env.links().close(to, "done"));
                default -> from.execute(() -> Talker.of(from).env.links().send(to, new Talker.Say("word")));
            }
            world.run(Duration.ofMillis(100L + world.chance().nextInt(2000)));
        }
        List<String> logs = new ArrayList<>();
        for (SimNode node : world.nodes()) logs.add(node + " " + Talker.of(node).log);
        return logs;
    }

    @Test
    void links_come_and_go_alike_in_both_settings() {
        for (long seed = 1; seed <= 10; seed++)
            assertThat(links(Setting.OBJECTS, seed)).isEqualTo(links(Setting.FRAMES, seed));
    }
}
