package io.hearsay.dissemination.plumtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hearsay.Address;
import io.hearsay.CodecContract;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.dissemination.plumtree.SurveyMessage.Answer;
import io.hearsay.dissemination.plumtree.SurveyMessage.Ask;
import io.hearsay.dissemination.plumtree.TreeSurveyed.Place;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurveyTest {
    private static final Peer SELF = peer(100);
    private static final Peer ANN = peer(1);
    private static final Peer BOB = peer(2);
    private static final Peer CAT = peer(3);

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final Plumtree tree = new Plumtree(PlumtreeConfig.lan(), env, SELF.instance());
    private final Survey survey = new Survey(env, tree, SELF, "self");

    private static Peer peer(int number) {
        return new Peer(Address.v4(number, 7940), number);
    }

    private void pass(int millis) {
        env.advance(Duration.ofMillis(millis), SurveyTimer.class, survey::expire);
    }

    private static Sent sent(Peer to, Message message) {
        return new Sent(to, message);
    }

    private TreeSurveyed taken() {
        return env.takeEvents().stream()
                .filter(TreeSurveyed.class::isInstance)
                .map(TreeSurveyed.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void walks_from_neighbour_to_neighbour_and_asks_each_once() {
        tree.neighborUp(ANN);
        long number = survey.take();
        Ask ask = new Ask(number, SELF.instance());
        assertThat(env.takeSent()).containsExactly(sent(ANN, ask));
        survey.receive(ANN, new Answer(number, "ann", List.of(SELF, BOB), List.of()));
        assertThat(env.takeSent()).containsExactly(sent(BOB, ask));
        survey.receive(BOB, new Answer(number, "bob", List.of(ANN), List.of(SELF)));
        assertThat(taken().nodes())
                .containsExactly(
                        new Place(SELF, "self", List.of(ANN), List.of()),
                        new Place(ANN, "ann", List.of(SELF, BOB), List.of()),
                        new Place(BOB, "bob", List.of(ANN), List.of(SELF)));
    }

    @Test
    void who_does_not_answer_three_times_is_silent() {
        tree.neighborUp(ANN);
        survey.take();
        pass(300);
        pass(300);
        assertThat(env.takeSent()).hasSize(3);
        pass(300);
        TreeSurveyed taken = taken();
        assertThat(taken.silent()).containsExactly(ANN);
        assertThat(taken.nodes()).hasSize(1);
    }

    @Test
    void one_alone_is_the_whole_tree() {
        survey.take();
        pass(1);
        assertThat(taken().nodes()).containsExactly(new Place(SELF, "self", List.of(), List.of()));
    }

    @Test
    void answers_with_its_neighbours_as_many_as_fit() {
        for (int i = 1; i <= 20; i++) tree.neighborUp(peer(i));
        tree.receive(CAT, new PlumtreeMessage.Prune(Branches.SHARED));
        survey.receive(BOB, new Ask(5, 5));
        assertThat(env.takeSent()).singleElement().satisfies(sent -> {
            assertThat(((Answer) sent.message()).eager()).hasSize(12).doesNotContain(CAT);
        });
    }

    @Test
    void at_most_sixteen_are_taken_at_once() {
        tree.neighborUp(ANN);
        for (int i = 0; i < Survey.MAX_OPEN; i++) survey.take();
        assertThatIllegalStateException().isThrownBy(survey::take);
    }

    @Test
    void an_answer_that_nobody_waits_for_changes_nothing() {
        survey.receive(ANN, new Answer(9, "ann", List.of(BOB), List.of()));
        assertThat(env.takeSent()).isEmpty();
    }

    @Test
    void its_codec_keeps_its_contract() {
        CodecContract.check(
                new SurveyCodec(),
                SurveyMessage.class,
                List.of(new Ask(1, -1), new Answer(2, "näme", List.of(ANN, BOB), List.of(CAT))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Answer(1, "n", Collections.nCopies(13, ANN), List.of()));
    }
}
