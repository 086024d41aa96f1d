package io.hearsay.sim;

import io.hearsay.stack.MessageCodec;
import io.hearsay.stack.Traffic;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;

/** The toys' messages as bytes. */
final class Toys {
    private Toys() {}

    static WorldConfig config(Setting setting, long seed) {
        if (setting == Setting.OBJECTS) return WorldConfig.objects(seed);
        MessageCodec codec = MessageCodec.empty()
                .with(Flood.Say.class, new FloodCodec(), Traffic.MEMBERSHIP, 1, 1)
                .with(Talker.Say.class, new TalkerCodec(), Traffic.MEMBERSHIP, 2, 2);
        return WorldConfig.frames(seed, StackSetup.sealed(codec));
    }

    private static final class FloodCodec implements Codec<Flood.Say> {
        @Override
        public int kind(Flood.Say message) {
            return 1;
        }

        @Override
        public void encode(Flood.Say message, ByteWriter out) {
            out.i64(message.largest());
        }

        @Override
        public Flood.Say decode(int kind, ByteReader in) {
            return new Flood.Say(in.i64());
        }
    }

    private static final class TalkerCodec implements Codec<Talker.Say> {
        @Override
        public int kind(Talker.Say message) {
            return 2;
        }

        @Override
        public void encode(Talker.Say message, ByteWriter out) {
            out.string(message.words());
        }

        @Override
        public Talker.Say decode(int kind, ByteReader in) {
            return new Talker.Say(in.string(1000));
        }
    }
}
