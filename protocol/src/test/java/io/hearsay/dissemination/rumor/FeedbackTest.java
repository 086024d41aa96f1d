package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.dissemination.rumor.RumorMessage.Confirm;
import io.hearsay.dissemination.rumor.RumorMessage.Known;
import io.hearsay.wire.ByteWriter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private final Feedback feedback = new Feedback();
    private final Peer peer = new Peer(Address.v4(1, 7940), 1);

    @Test
    void never_exceeds_the_room_and_tells_all_in_the_end() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 200; i++)
            feedback.useless(
                    peer, new RumorId(random.nextLong(1, 9), 1 + (random.nextLong() >>> random.nextInt(1, 60))));
        int told = 0;
        RumorMessage next;
        while ((next = feedback.next(peer, 120)) != null) {
            ByteWriter body = new ByteWriter(64);
            new RumorCodec().encode(next, body);
            assertThat(1 + ByteWriter.varintSize(body.position()) + body.position())
                    .isLessThanOrEqualTo(120);
            told += ((Known) next).ids().size();
        }
        assertThat(told).isBetween(190, 200);
        assertThat(feedback.isEmpty()).isTrue();
    }

    @Test
    void the_latest_confirmation_goes_first() {
        feedback.useless(peer, new RumorId(1, 1));
        feedback.confirm(peer, 8);
        feedback.confirm(peer, 9);
        assertThat(feedback.next(peer, 5)).isNull();
        assertThat(feedback.next(peer, 100)).isEqualTo(new Confirm(9));
        assertThat(feedback.next(peer, 100)).isInstanceOf(Known.class);
    }

    @Test
    void is_bounded() {
        for (int i = 1; i <= 5000; i++) {
            feedback.useless(peer, new RumorId(1, i));
            feedback.useless(new Peer(Address.v4(i, 1), i), new RumorId(1, 1));
        }
        RecordingEnvironment env = new RecordingEnvironment(1);
        feedback.flush(env, 100_000);
        assertThat(env.takeSent()).hasSize(1024);
        assertThat(feedback.isEmpty()).isTrue();
    }
}
