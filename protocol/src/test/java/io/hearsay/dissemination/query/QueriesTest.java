package io.hearsay.dissemination.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.dissemination.query.QueryConfig.Bounds;
import io.hearsay.dissemination.query.QueryEvent.Answered;
import io.hearsay.dissemination.query.QueryEvent.Asked;
import io.hearsay.dissemination.query.QueryEvent.Declined;
import io.hearsay.dissemination.query.QueryEvent.Ended;
import io.hearsay.dissemination.query.QueryEvent.Noted;
import io.hearsay.dissemination.query.QueryEvent.Silent;
import io.hearsay.dissemination.query.QueryMessage.Answer;
import io.hearsay.dissemination.query.QueryMessage.Note;
import io.hearsay.dissemination.query.QueryMessage.Piece;
import io.hearsay.dissemination.query.QueryMessage.Question;
import io.hearsay.dissemination.query.QueryMessage.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueriesTest {
    private static final Peer SELF = peer(1);
    private static final Peer B = peer(2);
    private static final Peer C = peer(3);
    private static final byte[] HELLO = {7};
    private static final Content HELLO_CONTENT = new Content(HELLO);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private Queries queries = new Queries(QueryConfig.lan(), env, SELF);

    private static Peer peer(int instance) {
        return new Peer(Address.parse("10.0.0." + instance + ":7940"), instance);
    }

    private static Target live(String name, Peer peer) {
        return new Target(name, peer, true);
    }

    private long ask(Target... targets) {
        return queries.ask("load", HELLO, List.of(targets), TIMEOUT);
    }

    private void advance(long millis) {
        env.advance(Duration.ofMillis(millis), QueryTimer.class, queries::expire);
    }

    private List<Message> sent() {
        return env.takeSent().stream().map(Sent::message).toList();
    }

    // Asking

    @Test
    void asks_each_target_and_reports_each_reply() {
        long number = ask(live("b", B), live("c", C));
        Question question = new Question(number, 2_000, "load", HELLO_CONTENT);
        assertThat(env.takeSent()).containsExactly(new Sent(B, question), new Sent(C, question));
        advance(3);
        queries.receive(C, new Answer(number, HELLO_CONTENT));
        queries.receive(B, new Refusal(number, Refused.FAILED, "disk full"));
        assertThat(env.takeEvents())
                .containsExactly(
                        new Answered(number, "c", HELLO_CONTENT, 3_000_000),
                        new Declined(number, "b", Refused.FAILED, "disk full", 3_000_000),
                        new Ended(number));
    }

    @Test
    void names_the_silent_at_the_deadline_and_not_before() {
        long number = ask(live("b", B), live("c", C));
        queries.receive(B, new Answer(number, HELLO_CONTENT));
        env.takeEvents();
        advance(1_999);
        assertThat(env.takeEvents()).isEmpty();
        advance(1);
        assertThat(env.takeEvents()).containsExactly(new Silent(number, "c"), new Ended(number));
    }

    @Test
    void asks_only_the_silent_again_ever_more_rarely() {
        long number = ask(live("b", B), live("c", C));
        queries.receive(B, new Answer(number, HELLO_CONTENT));
        env.takeSent();
        advance(199);
        assertThat(env.takeSent()).isEmpty();
        advance(1);
        assertThat(env.takeSent()).extracting(Sent::to).containsExactly(C);
        advance(1_798);
        assertThat(env.takeSent())
                .as("at 400, 600 … 1,600 ms, and then at 2,000")
                .hasSize(7);
    }

    @Test
    void does_not_wait_for_those_believed_dead_and_names_them() {
        long number = ask(live("b", B), new Target("c", C, false));
        assertThat(env.takeSent()).extracting(Sent::to).containsExactly(B, C);
        queries.receive(B, new Answer(number, HELLO_CONTENT));
        assertThat(env.takeEvents()).endsWith(new Silent(number, "c"), new Ended(number));
    }

    @Test
    void takes_the_answer_of_one_believed_dead() {
        long number = ask(live("b", B), new Target("c", C, false));
        queries.receive(C, new Answer(number, HELLO_CONTENT));
        queries.receive(B, new Answer(number, HELLO_CONTENT));
        assertThat(env.takeEvents())
                .containsExactly(
                        new Answered(number, "c", HELLO_CONTENT, 0),
                        new Answered(number, "b", HELLO_CONTENT, 0),
                        new Ended(number));
    }

    @Test
    void a_question_to_nobody_ends_at_once() {
        assertThat(ask()).isEqualTo(1);
        assertThat(env.takeEvents()).containsExactly(new Ended(1));
    }

    @Test
    void hears_each_target_once_and_nobody_else() {
        long number = ask(live("b", B), live("c", C));
        queries.receive(B, new Answer(number, HELLO_CONTENT));
        queries.receive(B, new Answer(number, HELLO_CONTENT));
        queries.receive(peer(9), new Answer(number, HELLO_CONTENT));
        queries.receive(C, new Answer(number + 1, HELLO_CONTENT));
        assertThat(env.takeEvents()).hasSize(1);
    }

    @Test
    void asks_many_step_by_step() {
        Target[] many = IntStream.range(2, 202)
                .mapToObj(i -> live("n" + i, new Peer(B.address(), i)))
                .toArray(Target[]::new);
        ask(many);
        assertThat(env.takeSent()).hasSize(64);
        advance(3);
        assertThat(env.takeSent()).hasSize(136);
    }

    @Test
    void answers_itself_without_a_network() {
        long number = ask(live("a", SELF));
        assertThat(env.takeSent()).isEmpty();
        Asked asked = (Asked) env.takeEvents().get(0);
        queries.answer(asked.by(), asked.number(), HELLO);
        assertThat(env.takeEvents()).containsExactly(new Answered(number, "a", HELLO_CONTENT, 0), new Ended(number));
    }

    @Test
    void refuses_more_open_questions_than_allowed() {
        queries = new Queries(QueryConfig.lan().withBounds(new Bounds(2, 8, 2, 1 << 20, 16 << 20)), env, SELF);
        ask(live("b", B));
        ask(live("b", B));
        assertThatThrownBy(() -> ask(live("b", B)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("2 questions are open, at most 2 are allowed");
        advance(2_000);
        assertThat(ask(live("b", B))).isEqualTo(3);
    }

    @Test
    void refuses_what_is_too_large_or_no_name() {
        assertThatThrownBy(() -> queries.ask("load", new byte[(1 << 20) + 1], List.of(), TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.ask("x".repeat(65), HELLO, List.of(), TIMEOUT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.ask("load", HELLO, List.of(), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    // Answering

    @Test
    void hands_a_question_up_once_and_answers_it_again_when_it_comes_again() {
        Question question = new Question(5, 2_000, "load", HELLO_CONTENT);
        queries.receive(B, question);
        queries.receive(B, question);
        assertThat(env.takeEvents()).containsExactly(new Asked(B, 5, "load", HELLO_CONTENT));
        assertThat(sent()).isEmpty();
        queries.answer(B, 5, HELLO);
        assertThat(sent()).containsExactly(new Answer(5, HELLO_CONTENT));
        queries.receive(B, question);
        assertThat(sent()).containsExactly(new Answer(5, HELLO_CONTENT));
        assertThat(env.takeEvents()).isEmpty();
    }

    @Test
    void a_handler_that_hangs_is_given_up_when_nobody_waits_any_longer() {
        queries.receive(B, new Question(5, 2_000, "load", HELLO_CONTENT));
        advance(2_000);
        queries.answer(B, 5, HELLO);
        assertThat(sent()).isEmpty();
        assertThat(queries.stats().outdated()).isEqualTo(1);
    }

    @Test
    void one_that_floods_is_refused_and_others_are_served() {
        queries = new Queries(QueryConfig.lan().withBounds(new Bounds(8, 8, 2, 1 << 20, 16 << 20)), env, SELF);
        for (int i = 1; i <= 100; i++) queries.receive(B, new Question(i, 2_000, "load", HELLO_CONTENT));
        queries.receive(C, new Question(1, 2_000, "load", HELLO_CONTENT));
        assertThat(env.takeEvents())
                .containsExactly(
                        new Asked(B, 1, "load", HELLO_CONTENT),
                        new Asked(B, 2, "load", HELLO_CONTENT),
                        new Asked(C, 1, "load", HELLO_CONTENT));
        assertThat(sent()).hasSize(98).allMatch(message -> ((Refusal) message).why() == Refused.BUSY);
        queries.answer(B, 1, HELLO);
        queries.receive(B, new Question(101, 2_000, "load", HELLO_CONTENT));
        assertThat(env.takeEvents()).hasSize(1);
    }

    @Test
    void a_long_reason_is_cut_to_what_a_refusal_holds() {
        queries.receive(B, new Question(5, 2_000, "load", HELLO_CONTENT));
        queries.refuse(B, 5, Refused.FAILED, "\ud83d\ude00ä\ufffd\ud800".repeat(400));
        Refusal refusal = (Refusal) sent().get(0);
        assertThat(refusal.text()).startsWith("\ud83d\ude00ä??").hasSizeGreaterThan(200);
    }

    @Test
    void an_answer_that_is_too_large_is_refused_by_name() {
        queries.receive(B, new Question(5, 2_000, "load", HELLO_CONTENT));
        queries.answer(B, 5, new byte[(1 << 20) + 1]);
        assertThat(((Refusal) sent().get(0)).why()).isEqualTo(Refused.TOO_LARGE);
    }

    @Test
    void a_note_is_heard_once() {
        queries.receive(B, new Note(1, HELLO_CONTENT));
        queries.receive(B, new Note(1, HELLO_CONTENT));
        assertThat(env.takeEvents()).containsExactly(new Noted(B, HELLO_CONTENT));
    }

    // By link

    @Test
    void what_no_datagram_holds_goes_in_pieces_on_a_link_and_is_whole_at_the_other_end() {
        byte[] large = large(40_000);
        assertThat(queries.tell(B, large)).isTrue();
        assertThat(sent()).isEmpty();
        assertThat(env.links().takeCalls()).extracting("what").containsExactly("open");
        queries.linkUp(B);
        List<Sent> pieces = env.links().takeSent();
        assertThat(pieces).hasSize(3);
        assertThat(env.links().takeCalls()).extracting("what").containsExactly("close");

        RecordingEnvironment there = new RecordingEnvironment(2);
        Queries receiver = new Queries(QueryConfig.lan(), there, B);
        for (Sent piece : pieces) receiver.receive(SELF, (Piece) piece.message());
        assertThat(there.takeEvents()).containsExactly(new Noted(SELF, new Content(large)));
    }

    @Test
    void goes_on_where_the_window_was_full() {
        queries.tell(B, large(40_000));
        env.links().writable(false);
        queries.linkUp(B);
        assertThat(env.links().takeSent()).isEmpty();
        env.links().writable(true);
        queries.linkWritable(B);
        assertThat(env.links().takeSent()).hasSize(3);
    }

    @Test
    void what_is_under_way_on_a_link_is_not_sent_twice_and_is_sent_again_on_the_next() {
        queries.ask("load", large(40_000), List.of(live("b", B)), TIMEOUT);
        queries.linkUp(B);
        assertThat(env.links().takeSent()).hasSize(3);
        advance(300); // asked again meanwhile
        queries.linkUp(B);
        assertThat(env.links().takeSent()).isEmpty();
        queries.linkDown(B, LinkCause.RESET);
        advance(400);
        queries.linkUp(B);
        assertThat(env.links().takeSent()).hasSize(3);
    }

    @Test
    void one_member_that_takes_nothing_holds_a_quarter_of_the_room() {
        queries = new Queries(QueryConfig.lan().withBounds(new Bounds(8, 8, 2, 1 << 20, 8 << 20)), env, SELF);
        assertThat(queries.tell(B, large(1 << 20))).isTrue();
        assertThat(queries.tell(B, large(1 << 20)))
                .as("the header makes it too much")
                .isFalse();
        assertThat(queries.tell(C, large(1 << 20))).isTrue();
        assertThat(queries.stats().dropped()).isEqualTo(1);
    }

    @Test
    void pieces_out_of_order_or_of_nothing_announced_are_dropped() {
        queries.receive(B, new Piece(1, 147, 10, 20, new Content(new byte[10])));
        queries.receive(B, new Piece(1, 147, 0, 20, new Content(new byte[10])));
        queries.receive(B, new Piece(2, 147, 10, 20, new Content(new byte[10])));
        queries.receive(B, new Piece(3, 147, 0, 17 << 20, new Content(new byte[10])));
        assertThat(queries.stats().dropped()).isEqualTo(3);
        assertThat(env.takeEvents()).isEmpty();
    }

    @Test
    void pieces_that_make_no_message_are_dropped() {
        queries.receive(B, new Piece(1, 148, 0, 3, new Content(new byte[3])));
        queries.receive(B, new Piece(1, 145, 0, 2, new Content(new byte[] {1, 9})));
        assertThat(queries.stats().dropped()).isEqualTo(2);
    }

    private static byte[] large(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (i * 31);
        return bytes;
    }
}
