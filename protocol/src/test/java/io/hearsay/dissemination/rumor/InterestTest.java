package io.hearsay.dissemination.rumor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InterestTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void a_useful_contact_resets_the_counter() {
        Stopping stopping = new Stopping(true, Rule.COUNTER, 2, true, false, false);
        Interest interest = Interest.begin(stopping, 0);
        assertThat(useless(interest, stopping, Exchange.PUSH)).isTrue();
        assertThat(useful(interest, stopping, Exchange.PUSH)).isTrue();
        assertThat(useless(interest, stopping, Exchange.PUSH)).isTrue();
        assertThat(useless(interest, stopping, Exchange.PUSH)).isFalse();
    }

    @Test
    void without_reset_all_useless_contacts_count() {
        Stopping stopping = new Stopping(true, Rule.COUNTER, 2, false, false, false);
        Interest interest = Interest.begin(stopping, 0);
        assertThat(useless(interest, stopping, Exchange.PUSH)).isTrue();
        assertThat(useful(interest, stopping, Exchange.PUSH)).isTrue();
        assertThat(useless(interest, stopping, Exchange.PUSH)).isFalse();
    }

    @Test
    void blind_counts_every_contact() {
        Stopping stopping = new Stopping(false, Rule.COUNTER, 2, false, false, false);
        Interest interest = Interest.begin(stopping, 0);
        assertThat(useful(interest, stopping, Exchange.PUSH)).isTrue();
        assertThat(useful(interest, stopping, Exchange.PUSH)).isFalse();
    }

    @Test
    void who_is_called_counts_cycles_and_none_that_was_of_use() {
        Stopping stopping = new Stopping(true, Rule.COUNTER, 2, false, false, false);
        Interest interest = Interest.begin(stopping, 0);
        for (int i = 0; i < 5; i++) {
            interest.contact();
            interest.reply();
        }
        assertThat(interest.settle(stopping, Exchange.PULL, random)).isTrue();
        interest.contact();
        interest.contact();
        interest.reply();
        assertThat(interest.settle(stopping, Exchange.PULL, random)).isTrue();
        assertThat(useless(interest, stopping, Exchange.PULL)).isFalse();
    }

    @Test
    void a_coin_loses_interest_one_time_in_k() {
        Stopping stopping = new Stopping(true, Rule.COIN, 4, false, false, false);
        int lost = 0;
        for (int i = 0; i < 10_000; i++) if (!useless(Interest.begin(stopping, 0), stopping, Exchange.PUSH)) lost++;
        assertThat(lost).isBetween(2370, 2630);
    }

    @Test
    void the_median_counter_rises_when_most_partners_are_as_far() {
        Stopping stopping = new Stopping(true, Rule.MEDIAN_COUNTER, 3, false, false, false);
        Interest interest = Interest.begin(stopping, 1);
        interest.contact(); // to one who is ignorant
        interest.contact();
        interest.met(1, stopping);
        settle(interest, stopping);
        assertThat(interest.level()).isEqualTo(1);
        interest.contact();
        interest.met(1, stopping);
        settle(interest, stopping);
        assertThat(interest.level()).isEqualTo(2);
        for (int round = 0; round < 3; round++) {
            interest.contact();
            if (round == 0) interest.met(3, stopping);
            settle(interest, stopping);
            assertThat(interest.level()).isEqualTo(3);
        }
        interest.contact();
        assertThat(interest.settle(stopping, Exchange.PUSH_PULL, random)).isFalse();
    }

    private void settle(Interest interest, Stopping stopping) {
        assertThat(interest.settle(stopping, Exchange.PUSH_PULL, random)).isTrue();
    }

    private boolean useful(Interest interest, Stopping stopping, Exchange exchange) {
        interest.contact();
        return interest.settle(stopping, exchange, random);
    }

    private boolean useless(Interest interest, Stopping stopping, Exchange exchange) {
        interest.contact();
        interest.reply();
        return interest.settle(stopping, exchange, random);
    }
}
