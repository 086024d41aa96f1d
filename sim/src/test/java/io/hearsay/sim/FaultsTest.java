package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Setting.class)
class FaultsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final World world;
    private final SimNode a;
    private final SimNode b;

    FaultsTest(Setting setting) {
        world = new World(Toys.config(setting, 1));
        a = world.node("a", Talker::new).start();
        b = world.node("b", Talker::new).start();
    }

    private List<String> log(SimNode node) {
        return Talker.of(node).log;
    }

    private void link() {
        Talker.open(a, b);
        world.run(SECOND);
        assertThat(log(a)).containsExactly("up");
        assertThat(log(b)).containsExactly("up");
    }

    @Test
    void a_link_carries_messages_in_order_and_says_goodbye() {
        world.network()
                .latency(Latency.uniform(Duration.ZERO, SECOND.dividedBy(5)))
                .loss(0.1);
        Talker.open(a, b);
        world.run(Duration.ofMinutes(1));
        for (int i = 0; i < 20; i++) Talker.stream(a, b, "m" + i);
        world.run(Duration.ofMinutes(1));
        Talker.close(a, b);
        world.run(Duration.ofMinutes(1));

        assertThat(log(b)).hasSize(22).startsWith("up", "m0", "m1", "m2").endsWith("m19", "down GOODBYE");
    }

    @Test
    void a_dead_process_closes_its_links_and_refuses_new_ones() {
        link();
        b.crash();
        world.run(SECOND);
        Talker.open(a, b);
        world.run(SECOND);

        assertThat(log(a)).containsExactly("up", "down CLOSED", "down REFUSED");
    }

    @Test
    void a_dead_host_says_nothing_and_resets_old_links_when_it_is_back() {
        link();
        Peer old = Talker.of(b).self;
        b.crashHost();
        world.run(SECOND.multipliedBy(10));
        assertThat(log(a)).containsExactly("up");

        b.start();
        a.execute(() -> Talker.of(a).env.links().send(old, new Talker.Say("lost")));
        world.run(SECOND);
        assertThat(log(a)).containsExactly("up", "down RESET");
        assertThat(log(b)).isEmpty();
    }

    @Test
    void nobody_answers_at_a_dead_host() {
        b.crashHost();
        Talker.open(a, b);
        world.run(SECOND.multipliedBy(10));

        assertThat(log(a)).containsExactly("down TIMED_OUT");
    }

    @Test
    void there_is_no_way_to_an_address_that_is_nobodys() {
        b.moveTo(Address.parse("10.7.7.7:7940"));
        a.execute(() -> Talker.of(a).env.links().open(Peer.at(Address.parse("10.0.0.2:7940"))));
        world.run(SECOND.multipliedBy(10));

        assertThat(log(a)).containsExactly("down UNREACHABLE");
    }

    @Test
    void a_firewall_resets_streams_and_lets_datagrams_pass() {
        link();
        world.network().path(a, b).rejectStreams();
        Talker.stream(a, b, "lost");
        Talker.send(a, b, "ping");
        world.run(SECOND);
        Talker.open(a, b);
        world.run(SECOND);

        assertThat(log(b)).containsExactly("up", "ping");
        assertThat(log(a)).contains("pong", "down RESET").endsWith("down REFUSED");
    }

    @Test
    void a_cut_one_way_loses_what_goes_that_way_only() {
        world.network().path(a, b).cut();
        Talker.send(a, b, "lost");
        Talker.send(b, a, "heard");
        world.run(SECOND);

        assertThat(log(a)).containsExactly("heard");
        assertThat(log(b)).isEmpty();
    }

    @Test
    void a_link_outlives_a_short_cut() {
        link();
        world.network().path(a, b).cut();
        Talker.stream(a, b, "late");
        world.run(SECOND.multipliedBy(5));
        assertThat(log(b)).containsExactly("up");

        world.network().heal();
        world.run(SECOND.multipliedBy(5));
        assertThat(log(b)).containsExactly("up", "late");
    }

    @Test
    void a_clogged_path_lets_go_everything_at_once() {
        link();
        world.network().path(a, b).clog();
        for (int i = 0; i < 3; i++) Talker.send(a, b, "d" + i);
        Talker.stream(a, b, "s");
        world.run(SECOND.multipliedBy(5));
        assertThat(log(b)).containsExactly("up");

        world.network().path(a, b).release();
        world.run(Duration.ofMillis(10));
        assertThat(log(b)).containsExactlyInAnyOrder("up", "d0", "d1", "d2", "s");
    }

    @Test
    void a_paused_process_loses_what_its_socket_buffer_cannot_hold() {
        b.pause();
        for (int i = 0; i < 300; i++) {
            Talker.send(a, b, "m");
            world.run(Duration.ofMillis(1));
        }
        b.resume();

        assertThat(log(b)).hasSize(256);
    }

    @Test
    void a_paused_process_accepts_links_and_does_not_answer() {
        b.pause();
        Talker.open(a, b);
        world.run(SECOND);
        assertThat(log(a)).isEmpty();

        b.resume();
        world.run(SECOND);
        assertThat(log(a)).containsExactly("up");
    }

    @Test
    void a_stalled_process_runs_its_timers_and_holds_its_messages() {
        b.stall(timer -> false);
        Talker.send(a, b, "ping");
        world.run(SECOND);
        b.execute(() -> Talker.of(b).env.schedule(1000, new Flood.Round(1)));
        Talker.send(b, a, "held");
        world.run(SECOND);
        assertThat(log(b)).containsExactly("Round[number=1]");
        assertThat(log(a)).isEmpty();

        b.unstall();
        world.run(SECOND);
        assertThat(log(b)).containsExactly("Round[number=1]", "ping");
        assertThat(log(a)).containsExactly("held", "pong");
    }

    @Test
    void a_slow_clock_makes_timers_late() {
        b.clockRate(0.5);
        long before = Talker.of(b).env.nowNanos();
        b.execute(() -> Talker.of(b).env.schedule(SECOND, new Flood.Round(1)));
        world.run(Duration.ofMillis(1999));
        assertThat(log(b)).isEmpty();

        world.run(Duration.ofMillis(2));
        assertThat(log(b)).hasSize(1);
        assertThat(Talker.of(b).env.nowNanos() - before).isEqualTo(1_000_500_000L);
    }

    @Test
    void a_costly_handler_makes_later_inputs_wait() {
        world.network().latency(Latency.constant(Duration.ofMillis(1)));
        b.handlerCost(Duration.ofMillis(10));
        for (int i = 0; i < 5; i++) Talker.send(a, b, "m" + i);
        for (int i = 0; i < 5; i++) {
            world.run(Duration.ofMillis(1));
            Talker.send(a, b, "n" + i);
        }
        world.run(Duration.ofMillis(30));

        assertThat(log(b)).containsExactly("m0", "m1", "m2", "m3");
        world.run(Duration.ofMillis(100));
        assertThat(log(b)).containsExactly("m0", "m1", "m2", "m3", "m4", "n0", "n1", "n2", "n3", "n4");
    }

    @Test
    void what_was_acknowledged_survives_a_crash_and_a_wiped_disk_holds_nothing() {
        Talker.store(a, "k", "old");
        world.run(SECOND);
        assertThat(log(a)).containsExactly("stored");
        Talker.store(a, "k", "new");
        a.restart();
        assertThat(text(a, "k")).isIn("old", "new");
        assertThat(log(a)).isEmpty();

        a.crash();
        a.wipeDisk().start();
        assertThat(Talker.of(a).life.restored()).isEmpty();
    }

    @Test
    void a_full_disk_says_so() {
        a.diskFails(true);
        Talker.store(a, "k", "v");
        world.run(SECOND);

        assertThat(log(a)).containsExactly("not stored: disk full");
        assertThat(a.restart().protocol(Talker.class).life.restored()).isEmpty();
    }

    private static String text(SimNode node, String key) {
        return new String(Talker.of(node).life.restored().get(key), StandardCharsets.UTF_8);
    }

    @Test
    void a_restart_is_another_instance_with_the_clock_it_is_given() {
        Life first = Talker.of(a).life;
        a.clockError(Duration.ofDays(365)).restart();
        Life second = Talker.of(a).life;

        assertThat(second.instance()).isNotEqualTo(first.instance());
        assertThat(second.clockSeconds() - first.clockSeconds()).isEqualTo(365 * 86400);
        assertThat(second.address()).isEqualTo(first.address());
    }

    @Test
    void what_was_meant_for_an_earlier_life_is_lost() {
        Peer old = Talker.of(b).self;
        b.restart();
        a.execute(() -> Talker.of(a).env.send(old, new Talker.Say("lost")));
        world.run(SECOND);

        assertThat(log(b)).isEmpty();
    }

    @Test
    void an_address_can_be_left_and_taken_over() {
        Address old = b.address();
        b.moveTo(Address.parse("10.7.7.7:7940"));
        SimNode other = world.node("c", Talker::new).moveTo(old).start();
        Talker.send(a, other, "to c");
        a.execute(() ->
                Talker.of(a).env.send(new Peer(b.address(), Talker.of(b).self.instance()), new Talker.Say("to b")));
        world.run(SECOND);

        assertThat(log(other)).containsExactly("to c");
        assertThat(log(b)).containsExactly("to b");
        assertThatThrownBy(() -> world.node("d", Talker::new).moveTo(old).start())
                .hasMessage("10.0.0.2:7940 is in use by c");
    }

    @Test
    void a_listener_that_is_bound_again_keeps_its_links() {
        link();
        b.rebind(Duration.ofMillis(200));
        Talker.send(a, b, "lost");
        world.run(Duration.ofMillis(100));
        Talker.stream(a, b, "heard");
        SimNode c = world.node("c", Talker::new).start();
        Talker.open(c, b);
        world.run(SECOND);
        Talker.send(a, b, "heard too");
        world.run(SECOND);

        assertThat(log(b)).containsExactly("up", "heard", "heard too");
        assertThat(log(c)).containsExactly("down REFUSED");
    }

    @Test
    void a_member_of_another_family_cannot_be_reached() {
        SimNode six = world.node("six", Talker::new)
                .moveTo(Address.parse("[fd00::1]:7940"))
                .start();
        SimNode both = world.node("both", Talker::new)
                .moveTo(Address.parse("10.5.5.5:7940"), Address.parse("[fd00::2]:7940"))
                .start();
        Talker.send(a, six, "lost");
        Talker.send(a, both, "from four");
        six.execute(() -> Talker.of(six)
                .env
                .send(
                        new Peer(
                                Address.parse("[fd00::2]:7940"),
                                Talker.of(both).self.instance()),
                        new Talker.Say("from six")));
        world.run(SECOND);

        assertThat(log(six)).isEmpty();
        assertThat(log(both)).containsExactlyInAnyOrder("from four", "from six");
    }
}
