package io.hearsay.membership.identity;

import static io.hearsay.membership.Records.record;

import io.hearsay.CodecContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityCodecTest {
    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new IdentityCodec(),
                IdentityMessage.class,
                List.of(new IdentityMessage.Ask(record("ann", 1).id()), new IdentityMessage.Am(record("bob", 2))));
    }
}
