package io.hearsay.computation.pushsum;

import io.hearsay.CodecContract;
import io.hearsay.computation.pushsum.PushSumMessage.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushSumCodecTest {
    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new PushSumCodec(), PushSumMessage.class, List.of(new Share(0, 0, 0), new Share(77, -1e300, 0.25)));
    }
}
