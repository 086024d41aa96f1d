package io.hearsay.antientropy.riblt;

import io.hearsay.antientropy.riblt.RibltMessage.More;
import io.hearsay.antientropy.riblt.RibltMessage.Symbols;
import io.hearsay.antientropy.riblt.RibltMessage.Tail;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** The messages of rateless reconciliation as bytes: kinds 200 to 202 of {@code docs/wire-format.md}. */
public final class RibltCodec implements Codec<RibltMessage> {
    /** The first of the kinds. */
    public static final int FIRST_KIND = 200;

    /** The last of the kinds. */
    public static final int LAST_KIND = 202;

    private static final int MORE = 200;
    private static final int TAIL = 201;
    private static final int SYMBOLS = 202;

    /** A sum, a checksum and at least a byte for the count. */
    private static final int LEAST_SYMBOL_BYTES = 17;

    @Override
    public int kind(RibltMessage message) {
        if (message instanceof More) return MORE;
        if (message instanceof Tail) return TAIL;
        if (message instanceof Symbols) return SYMBOLS;
        throw new AssertionError(message);
    }

    @Override
    public void encode(RibltMessage message, ByteWriter out) {
        out.i64(message.session());
        if (message instanceof More more) out.varint(more.from()).varint(more.count());
        else if (message instanceof Tail tail) {
            out.varint(tail.count());
            for (short bits : tail.bits()) out.u16(bits);
        } else if (message instanceof Symbols symbols) symbols(symbols, out);
        else throw new AssertionError(message);
    }

    private static void symbols(Symbols symbols, ByteWriter out) {
        out.varint(symbols.from()).varint(symbols.sums().length);
        for (int i = 0; i < symbols.sums().length; i++) {
            out.i64(symbols.sums()[i]).i64(symbols.checks()[i]);
            out.varint(RibltMessage.zigzag(symbols.surpluses()[i]));
        }
    }

    @Override
    public RibltMessage decode(int kind, ByteReader in) {
        long session = in.i64();
        return switch (kind) {
            case MORE ->
                new More(session, in.varint(CodedSymbols.KEPT - 1), positive(in.varint(RibltMessage.MAX_SYMBOLS)));
            case TAIL -> new Tail(session, in.varint(Integer.MAX_VALUE), bits(in));
            case SYMBOLS -> symbols(session, in);
            default -> throw new MalformedMessageException("no message of rateless reconciliation has kind " + kind);
        };
    }

    private static int positive(int count) {
        if (count == 0) throw new MalformedMessageException("symbols come one by one at least, were 0");
        return count;
    }

    private static short[] bits(ByteReader in) {
        short[] bits = new short[RibltMessage.TAIL];
        for (int i = 0; i < bits.length; i++) bits[i] = (short) in.u16();
        return bits;
    }

    private static Symbols symbols(long session, ByteReader in) {
        int from = in.varint(CodedSymbols.KEPT - 1);
        int count = positive(in.varint(Math.min(RibltMessage.MAX_SYMBOLS, in.remaining() / LEAST_SYMBOL_BYTES)));
        long[] sums = new long[count];
        long[] checks = new long[count];
        int[] surpluses = new int[count];
        for (int i = 0; i < count; i++) {
            sums[i] = in.i64();
            checks[i] = in.i64();
            int zigzag = (int) in.varint(0xffff_ffffL);
            surpluses[i] = zigzag >>> 1 ^ -(zigzag & 1);
        }
        return new Symbols(session, from, sums, checks, surpluses);
    }
}
