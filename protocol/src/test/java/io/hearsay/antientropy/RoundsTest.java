package io.hearsay.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** With whom a node reconciles: three scopes, each held by peers of its own. */
class RoundsTest {
    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final Map<String, Peer> holders = new LinkedHashMap<>();
    private final Map<String, Scope> held = new LinkedHashMap<>();
    private final Replica replica = new Replica() {
        @Override
        public byte @Nullable [] entry(long item) {
            return null;
        }

        @Override
        public boolean merge(Peer from, byte[] entry) {
            return true;
        }
    };
    private final Reconciler reconciler =
            new Reconciler(ReconcilerConfig.usual().withSessions(16, 16), env, new Held(), replica, Marker.NONE);
    private final Rounds rounds =
            new Rounds(RoundsConfig.usual(), env, new Held(), name -> new One(holder(name)), reconciler);

    private final class Held implements Scopes {
        @Override
        public List<Scope> all() {
            return List.copyOf(held.values());
        }

        @Override
        public @Nullable Scope named(String name) {
            return held.get(name);
        }

        @Override
        public boolean isHeldBy(Peer peer, String name) {
            return name.equals(Scope.ALL) || peer.equals(holder(name));
        }
    }

    private record One(Peer peer) implements Peers {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public List<Peer> sample(int count, RandomGenerator random) {
            return new ArrayList<>(List.of(peer));
        }
    }

    private Peer holder(String name) {
        return holders.getOrDefault(name, new Peer(Address.parse("10.0.0.9:7940"), 9));
    }

    private void hold(String name, int holder, long... items) {
        ItemSet set = new ItemSet();
        for (long item : items) set.add(item);
        held.put(name, new Scope(name, set, List.of()));
        holders.put(name, new Peer(Address.parse("10.0.0." + holder + ":7940"), holder));
    }

    /** Whose links were opened in a round; their sessions are over then. */
    private List<Long> met() {
        rounds.expire(new RoundsTimer.Round());
        List<Peer> opened = env.links().takeCalls().stream()
                .filter(call -> call.what().equals("open"))
                .map(LinkCall::peer)
                .toList();
        for (Peer peer : opened) reconciler.linkDown(peer, LinkCause.RESET);
        return opened.stream().map(Peer::instance).toList();
    }

    @Test
    void of_what_few_hold_one_scope_after_the_other_has_a_round_with_who_holds_it() {
        hold(Scope.ALL, 1, 5);
        hold("role=db", 2, 6);
        hold("zone=eu", 3, 7);
        hold("zone=us", 4); // nothing yet
        assertThat(met()).containsExactly(1L, 2L);
        assertThat(met()).containsExactly(1L, 3L);
        assertThat(met()).containsExactly(1L, 2L);
    }

    @Test
    void who_is_met_in_a_round_and_holds_it_is_met_once() {
        hold(Scope.ALL, 1, 5);
        hold("role=db", 1, 6);
        assertThat(met()).containsExactly(1L);
    }

    @Test
    void who_comes_to_hold_something_is_visited_and_nobody_else_is() {
        hold(Scope.ALL, 1, 5);
        hold("role=db", 2, 6);
        hold("zone=us", 4);
        rounds.changed(holder(Scope.ALL));
        rounds.changed(holder("zone=us"));
        assertThat(env.timers()).isEmpty();
        rounds.changed(holder("role=db"));
        assertThat(env.timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.timer()).isEqualTo(new RoundsTimer.Visit(holder("role=db"))));
    }
}
