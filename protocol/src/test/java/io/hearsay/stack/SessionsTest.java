package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.membership.keys.KeyRing;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final Sessions sessions = new Sessions(16);

    @Test
    void the_process_not_heard_from_for_longest_goes_first() {
        for (long instance = 1; instance <= 16; instance++) sessions.touch(instance);
        sessions.touch(1);
        sessions.touch(17);
        assertThat(sessions.size()).isEqualTo(16);
        assertThat(sessions.find(2)).isNull();
        assertThat(sessions.find(1)).isNotNull();
        assertThat(sessions.find(17)).isNotNull();
    }

    @Test
    void each_key_has_a_window_of_its_own_and_the_oldest_of_too_many_goes() {
        Sessions.Session session = sessions.touch(1);
        Sealer.SenderKey key = new Checksum().derive(new byte[0], "", 1);
        for (int id = 1; id <= KeyRing.MAX_KEYS + 1; id++) sessions.open(session, id, key);
        assertThat(session.channel(1)).isNull();
        assertThat(session.channel(2)).isNotNull();
        assertThat(session.channel(KeyRing.MAX_KEYS + 1)).isNotNull();
    }

    @Test
    void the_peer_is_the_same_object_while_its_address_does_not_change() {
        Sessions.Session session = sessions.touch(1);
        Address here = Address.parse("10.0.0.1:1");
        assertThat(session.at(Address.parse("10.0.0.1:1"))).isSameAs(session.at(here));
        assertThat(session.at(Address.parse("10.0.0.2:1")).address()).isEqualTo(Address.parse("10.0.0.2:1"));
    }
}
