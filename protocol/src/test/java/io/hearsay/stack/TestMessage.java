package io.hearsay.stack;

import io.hearsay.Message;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** Messages to test with, one for each class of traffic that matters here. */
sealed interface TestMessage extends Message {

    /** Membership's. */
    record Probe(long seq) implements TestMessage {}

    /** An event; its size is its text's. */
    record Rumor(String text) implements TestMessage {}

    /** Data. */
    record Block(int number, String text) implements TestMessage {}

    /** Exploration's. */
    record Walk(String text) implements TestMessage {}

    int PROBE = 200;
    int RUMOR = 201;
    int BLOCK = 202;
    int WALK = 203;

    MessageCodec CODEC = MessageCodec.empty()
            .with(Probe.class, new ProbeCodec(), Traffic.MEMBERSHIP, PROBE, PROBE)
            .with(Rumor.class, new RumorCodec(), Traffic.EVENTS, RUMOR, RUMOR)
            .with(Block.class, new BlockCodec(), Traffic.DATA, BLOCK, BLOCK)
            .with(Walk.class, new WalkCodec(), Traffic.EXPLORATION, WALK, WALK);

    /** 0 is malformed. */
    final class ProbeCodec implements Codec<Probe> {
        @Override
        public int kind(Probe message) {
            return PROBE;
        }

        @Override
        public void encode(Probe message, ByteWriter out) {
            out.varint(message.seq);
        }

        @Override
        public Probe decode(int kind, ByteReader in) {
            long seq = in.varint(Long.MAX_VALUE);
            if (seq == 0) throw new MalformedMessageException("seq must not be 0");
            return new Probe(seq);
        }
    }

    /** A text of "bug" makes the codec throw what it must not throw. */
    final class RumorCodec implements Codec<Rumor> {
        @Override
        public int kind(Rumor message) {
            return RUMOR;
        }

        @Override
        public void encode(Rumor message, ByteWriter out) {
            out.string(message.text);
        }

        @Override
        public Rumor decode(int kind, ByteReader in) {
            String text = in.string(MessageCodec.MAX_BODY_BYTES);
            if (text.equals("bug")) throw new IllegalStateException("a bug in a codec");
            return new Rumor(text);
        }
    }

    /** A number and a text. */
    final class BlockCodec implements Codec<Block> {
        @Override
        public int kind(Block message) {
            return BLOCK;
        }

        @Override
        public void encode(Block message, ByteWriter out) {
            out.varint(message.number).string(message.text);
        }

        @Override
        public Block decode(int kind, ByteReader in) {
            return new Block(in.varint(Integer.MAX_VALUE), in.string(MessageCodec.MAX_BODY_BYTES));
        }
    }

    /** A text. */
    final class WalkCodec implements Codec<Walk> {
        @Override
        public int kind(Walk message) {
            return WALK;
        }

        @Override
        public void encode(Walk message, ByteWriter out) {
            out.string(message.text);
        }

        @Override
        public Walk decode(int kind, ByteReader in) {
            return new Walk(in.string(MessageCodec.MAX_BODY_BYTES));
        }
    }
}
