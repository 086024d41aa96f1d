package io.hearsay.dissemination.rumor;

import io.hearsay.CodecContract;
import java.util.List;
import org.junit.jupiter.api.Test;

class CensusCodecTest {
    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new CensusCodec(),
                CensusMessage.class,
                List.of(
                        new CensusMessage.Poll(7, List.of(new RumorId(3, 1), new RumorId(-4, 1L << 40))),
                        new CensusMessage.Ballot(-7, List.of(RumorState.values()))));
    }
}
