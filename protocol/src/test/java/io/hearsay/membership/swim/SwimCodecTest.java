package io.hearsay.membership.swim;

import io.hearsay.Address;
import io.hearsay.CodecContract;
import io.hearsay.Peer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwimCodecTest {
    @Test
    void keeps_its_contract() {
        CodecContract.check(
                new SwimCodec(),
                SwimMessage.class,
                List.of(
                        new SwimMessage.Ping(1, -5, 0),
                        new SwimMessage.Ping(1L << 40, 5, 77),
                        new SwimMessage.Ack(3, 4, 0),
                        new SwimMessage.PingReq(9, new Peer(Address.parse("[::1]:80"), 6), 500),
                        new SwimMessage.RelayedAck(1),
                        new SwimMessage.Nack(2),
                        new SwimMessage.StreamPing(3),
                        new SwimMessage.StreamAck(4),
                        new SwimMessage.Gossip()));
    }
}
