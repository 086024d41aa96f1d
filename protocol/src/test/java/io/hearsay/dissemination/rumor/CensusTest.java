package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.dissemination.rumor.CensusMessage.Ballot;
import io.hearsay.dissemination.rumor.CensusMessage.Poll;
import io.hearsay.dissemination.rumor.CensusTaken.Count;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CensusTest {
    private static final RumorId RUMOR = new RumorId(9, 1);
    private static final Peer ANN = new Peer(Address.parse("10.0.0.1:7940"), 1);
    private static final Peer BOB = new Peer(Address.parse("10.0.0.2:7940"), 2);

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final Census census = new Census(env, new Everybody(List.of(ANN, BOB)), id -> RumorState.INFECTIVE);

    @Test
    void adds_up_what_all_members_answer_and_what_is_here() {
        long number = census.take(List.of(RUMOR));
        census.receive(ANN, new Ballot(number, List.of(RumorState.SUSCEPTIBLE)));
        assertThat(env.takeEvents()).isEmpty();
        census.receive(BOB, new Ballot(number, List.of(RumorState.REMOVED)));
        assertThat(env.takeEvents()).containsExactly(new CensusTaken(number, 3, 3, List.of(new Count(RUMOR, 1, 1, 1))));
    }

    @Test
    void asks_the_silent_again_and_ends_without_them() {
        long number = census.take(List.of(RUMOR));
        census.receive(ANN, new Ballot(number, List.of(RumorState.REMOVED)));
        env.takeSent();
        env.advance(Duration.ofSeconds(2), CensusTimer.class, census::expire);
        assertThat(env.takeSent())
                .containsExactly(
                        new Sent(BOB, new Poll(number, List.of(RUMOR))),
                        new Sent(BOB, new Poll(number, List.of(RUMOR))));
        assertThat(env.takeEvents()).containsExactly(new CensusTaken(number, 3, 2, List.of(new Count(RUMOR, 0, 1, 1))));
    }

    @Test
    void counts_nobody_twice_and_no_answer_to_another_question() {
        long number = census.take(List.of(RUMOR));
        census.receive(ANN, new Ballot(number + 1, List.of(RumorState.REMOVED)));
        census.receive(ANN, new Ballot(number, List.of(RumorState.REMOVED, RumorState.REMOVED)));
        census.receive(ANN, new Ballot(number, List.of(RumorState.REMOVED)));
        census.receive(ANN, new Ballot(number, List.of(RumorState.REMOVED)));
        census.receive(new Peer(BOB.address(), 3), new Ballot(number, List.of(RumorState.REMOVED)));
        assertThat(env.takeEvents()).isEmpty();
    }

    @Test
    void a_node_alone_counts_itself() {
        Census alone = new Census(env, new Everybody(List.of()), id -> RumorState.REMOVED);
        long number = alone.take(List.of(RUMOR));
        env.advance(Duration.ZERO, CensusTimer.class, alone::expire);
        assertThat(env.takeEvents()).containsExactly(new CensusTaken(number, 1, 1, List.of(new Count(RUMOR, 0, 0, 1))));
    }

    @Test
    void answers_with_what_a_rumor_is_here() {
        census.receive(ANN, new Poll(5, List.of(RUMOR)));
        assertThat(env.takeSent()).containsExactly(new Sent(ANN, new Ballot(5, List.of(RumorState.INFECTIVE))));
    }

    @Test
    void refuses_to_take_too_many_at_once() {
        for (int i = 0; i < 16; i++) census.take(List.of(RUMOR));
        assertThatIllegalStateException().isThrownBy(() -> census.take(List.of(RUMOR)));
    }

    private record Everybody(List<Peer> all) implements Peers {
        @Override
        public int size() {
            return all.size();
        }

        @Override
        public List<Peer> sample(int count, RandomGenerator random) {
            return all.subList(0, Math.min(count, all.size()));
        }
    }
}
