package io.hearsay.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerMessage.Done;
import io.hearsay.antientropy.ReconcilerMessage.Failed;
import io.hearsay.antientropy.ReconcilerMessage.Open;
import io.hearsay.antientropy.ReconcilerMessage.Opened;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reconciler that answers, at a link whose window is full when it says its last word. */
class ReconcilerTest {
    private static final Peer ASKER = Peer.at(Address.parse("10.0.0.1:7940"));
    private static final Peer OTHER = Peer.at(Address.parse("10.0.0.2:7940"));
    private static final long SUM = 42;

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final ItemSet items = new ItemSet();
    private final Replica nothing = new Replica() {
        @Override
        public byte[] entry(long item) {
            return new byte[8];
        }

        @Override
        public boolean merge(Peer from, byte[] entry) {
            return true;
        }
    };
    private final Reconciler reconciler =
            new Reconciler(ReconcilerConfig.usual().withSessions(2, 1), env, items, nothing, List.of());

    @BeforeEach
    void one_item() {
        items.add(SUM);
    }

    private List<Message> said() {
        return env.links().takeSent().stream().map(Sent::message).toList();
    }

    /** What the asker gets to hear once the window is open. */
    private List<Message> whenWritable() {
        assertThat(said()).isEmpty();
        env.links().writable(true);
        reconciler.linkWritable(ASKER);
        return said();
    }

    @Test
    void the_sum_that_is_the_same_waits_for_the_window() {
        env.links().writable(false);
        reconciler.receive(ASKER, new Open(7, SUM, 1));
        assertThat(whenWritable()).containsExactly(new Opened(7, SUM, 1, 0, Marks.NONE));
        assertThat(reconciler.answered()).isZero();
    }

    @Test
    void the_end_waits_for_the_window() {
        reconciler.receive(ASKER, new Open(7, 0, 0));
        assertThat(said()).hasSize(2);
        env.links().writable(false);
        reconciler.receive(ASKER, new Done(7, SUM));
        assertThat(whenWritable()).containsExactly(new Done(7, SUM));
        assertThat(reconciler.answered()).isZero();
    }

    @Test
    void a_refusal_waits_for_the_window() {
        reconciler.receive(OTHER, new Open(6, 5, 1));
        said();
        env.links().writable(false);
        reconciler.receive(ASKER, new Open(7, 5, 1));
        assertThat(whenWritable()).containsExactly(new Failed(7, Cause.BUSY));
    }

    @Test
    void who_asks_for_what_is_not_held_here_is_told_so() {
        reconciler.receive(ASKER, new Open(7, SUM, 1, "role=db", false));
        assertThat(said()).containsExactly(new Failed(7, Cause.NOT_HELD));
        assertThat(reconciler.answered()).isZero();
    }

    @Test
    void a_last_word_is_said_once_and_not_on_another_link() {
        env.links().writable(false);
        reconciler.receive(ASKER, new Open(7, SUM, 1));
        assertThat(whenWritable()).hasSize(1);
        reconciler.linkWritable(ASKER);
        assertThat(said()).isEmpty();
        env.links().writable(false);
        reconciler.receive(ASKER, new Open(8, SUM, 1));
        reconciler.linkDown(ASKER, LinkCause.RESET);
        assertThat(whenWritable()).isEmpty();
    }
}
