package io.hearsay.data;

import io.hearsay.data.OrMap.Field;
import io.hearsay.data.OrMap.Shape;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Values that merge as bytes: a type, which is append-only, and what it holds; {@code docs/wire-format.md} has the
 * table.
 *
 * <p>Equal values have equal bytes, so that hashes of them can be compared. Any bytes give a value or
 * {@link MalformedMessageException}; reading allocates no more than a constant for each byte at hand.
 */
public final class CrdtCodec {
    private static final int LWW_REGISTER = 1;
    private static final int MV_REGISTER = 2;
    private static final int G_COUNTER = 3;
    private static final int PN_COUNTER = 4;
    private static final int G_SET = 5;
    private static final int TWO_PHASE_SET = 6;
    private static final int FLAG = 7;
    private static final int OR_SET = 8;
    private static final int OR_MAP = 9;
    private static final int CELL = 10;

    /** How deep maps may lie in maps. */
    static final int MAX_DEPTH = 8;

    private CrdtCodec() {}

    /** Writes a value. */
    public static void encode(Crdt<?> value, ByteWriter out) {
        if (value instanceof LwwRegister register) lwwRegister(register, out.u8(LWW_REGISTER));
        else if (value instanceof MvRegister register)
            dots(register.store(), true, context(register.context(), out.u8(MV_REGISTER)));
        else if (value instanceof GCounter counter) counter(counter, out.u8(G_COUNTER));
        else if (value instanceof PnCounter counter)
            counter(counter.downs(), counter(counter.ups(), out.u8(PN_COUNTER)));
        else if (value instanceof GSet set) elements(set, out.u8(G_SET));
        else if (value instanceof TwoPhaseSet set)
            elements(set.removed(), elements(set.added(), out.u8(TWO_PHASE_SET)));
        else if (value instanceof EnableWinsFlag flag) dots(flag.store(), false, context(flag.context(), out.u8(FLAG)));
        else if (value instanceof OrSet set) set(set.store(), context(set.context(), out.u8(OR_SET)));
        else if (value instanceof OrMap map) map(map.store(), context(map.context(), out.u8(OR_MAP)));
        else if (value instanceof Cell cell) CellCodec.encode(cell, out.u8(CELL));
        else throw new AssertionError(value);
    }

    /** Reads a value. */
    public static Crdt<?> decode(ByteReader in) {
        int type = in.u8();
        return switch (type) {
            case LWW_REGISTER -> new LwwRegister(timestamp(in), bytes(in));
            case MV_REGISTER -> new Contextual(in).value(() -> dots(in, true), MvRegister::new);
            case G_COUNTER -> counter(in);
            case PN_COUNTER -> new PnCounter(counter(in), counter(in));
            case G_SET -> elements(in);
            case TWO_PHASE_SET -> new TwoPhaseSet(elements(in), elements(in));
            case FLAG -> new Contextual(in).value(() -> dots(in, false), EnableWinsFlag::new);
            case OR_SET -> new Contextual(in).value(() -> set(in), OrSet::new);
            case OR_MAP -> new Contextual(in).value(() -> map(in, 1), OrMap::new);
            case CELL -> CellCodec.decode(in);
            default -> throw new MalformedMessageException("there is no value of type " + type);
        };
    }

    /** A stamp: its time (varint) and its replica (64 bits). */
    public static void timestamp(Timestamp stamp, ByteWriter out) {
        out.varint(stamp.time()).i64(stamp.replica());
    }

    /** Reads a stamp. */
    public static Timestamp timestamp(ByteReader in) {
        return new Timestamp(in.varint(Long.MAX_VALUE), in.i64());
    }

    private static void lwwRegister(LwwRegister register, ByteWriter out) {
        timestamp(register.written(), out);
        out.bytes(register.value().array());
    }

    private static Bytes bytes(ByteReader in) {
        return Bytes.owning(in.bytes(in.remaining()));
    }

    /** A count of things of which each takes so many bytes at least. */
    private static int count(ByteReader in, int leastBytes) {
        return in.varint(in.remaining() / leastBytes);
    }

    private static ByteWriter counter(GCounter counter, ByteWriter out) {
        out.varint(counter.counts().size());
        counter.counts().forEach((replica, count) -> out.i64(replica).varint(count));
        return out;
    }

    private static GCounter counter(ByteReader in) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        for (int left = count(in, 9); left > 0; left--) counts.put(in.i64(), in.varint(Long.MAX_VALUE));
        return GCounter.of(counts);
    }

    private static ByteWriter elements(GSet set, ByteWriter out) {
        out.varint(set.elements().size());
        set.elements().forEach(element -> out.bytes(element.array()));
        return out;
    }

    private static GSet elements(ByteReader in) {
        TreeSet<Bytes> elements = new TreeSet<>();
        for (int left = count(in, 1); left > 0; left--) elements.add(bytes(in));
        return GSet.of(elements);
    }

    private static ByteWriter context(DotContext context, ByteWriter out) {
        out.varint(context.upTo().size());
        context.upTo().forEach((replica, count) -> out.i64(replica).varint(count));
        out.varint(context.above().size());
        context.above().forEach(dot -> dot(dot, out));
        return out;
    }

    private static DotContext context(ByteReader in) {
        SortedMap<Long, Long> upTo = new TreeMap<>();
        for (int left = count(in, 9); left > 0; left--) upTo.put(in.i64(), positive(in));
        TreeSet<Dot> above = new TreeSet<>();
        for (int left = count(in, 9); left > 0; left--) above.add(dot(in));
        return DotContext.of(upTo, above);
    }

    private static void dot(Dot dot, ByteWriter out) {
        out.i64(dot.replica()).varint(dot.count());
    }

    private static Dot dot(ByteReader in) {
        return new Dot(in.i64(), positive(in));
    }

    /** Below the largest number: the one after it must exist, or a replica could never write again. */
    private static long positive(ByteReader in) {
        long count = in.varint(Long.MAX_VALUE - 1);
        if (count == 0) throw new MalformedMessageException("a replica's changes count from 1, was 0");
        return count;
    }

    private static void dots(DotFun store, boolean withValues, ByteWriter out) {
        out.varint(store.values().size());
        store.values().forEach((dot, value) -> {
            dot(dot, out);
            if (withValues) out.bytes(value.array());
        });
    }

    private static DotFun dots(ByteReader in, boolean withValues) {
        TreeMap<Dot, Bytes> values = new TreeMap<>();
        for (int left = count(in, 9); left > 0; left--) values.put(dot(in), withValues ? bytes(in) : Bytes.EMPTY);
        return new DotFun(values);
    }

    private static void set(DotMap<Bytes> store, ByteWriter out) {
        out.varint(store.stores().size());
        store.stores().forEach((element, dots) -> dots((DotFun) dots, false, out.bytes(element.array())));
    }

    private static DotMap<Bytes> set(ByteReader in) {
        TreeMap<Bytes, DotStore> elements = new TreeMap<>();
        for (int left = count(in, 2); left > 0; left--) elements.put(bytes(in), dots(in, false));
        return DotMap.of(elements);
    }

    @SuppressWarnings("unchecked") // the shape says what the keys are
    private static void map(DotMap<Field> store, ByteWriter out) {
        out.varint(store.stores().size());
        store.stores().forEach((field, value) -> {
            out.bytes(field.name().array()).u8(field.shape().code);
            switch (field.shape()) {
                case FLAG -> dots((DotFun) value, false, out);
                case REGISTER -> dots((DotFun) value, true, out);
                case SET -> set((DotMap<Bytes>) value, out);
                case MAP -> map((DotMap<Field>) value, out);
            }
        });
    }

    private static DotMap<Field> map(ByteReader in, int depth) {
        if (depth > MAX_DEPTH) throw new MalformedMessageException("maps lie at most " + MAX_DEPTH + " deep");
        TreeMap<Field, DotStore> fields = new TreeMap<>();
        for (int left = count(in, 3); left > 0; left--) {
            Field field = new Field(bytes(in), shape(in));
            fields.put(
                    field,
                    switch (field.shape()) {
                        case FLAG -> dots(in, false);
                        case REGISTER -> dots(in, true);
                        case SET -> set(in);
                        case MAP -> map(in, depth + 1);
                    });
        }
        return DotMap.of(fields);
    }

    private static Shape shape(ByteReader in) {
        int code = in.u8();
        Shape shape = Shape.of(code);
        if (shape == null) throw new MalformedMessageException("there is no shape " + code);
        return shape;
    }

    /** Reads a context and then what is held; refuses what holds a change that it has not seen. */
    private static final class Contextual {
        private final DotContext context;

        interface Maker<S, C> {
            C of(S store, DotContext context);
        }

        Contextual(ByteReader in) {
            context = context(in);
        }

        <S extends DotStore, C> C value(Supplier<S> store, Maker<S, C> maker) {
            S held = store.get();
            held.forEachDot(dot -> {
                if (!context.contains(dot))
                    throw new MalformedMessageException("holds " + dot + " without having seen it");
            });
            return maker.of(held, context);
        }
    }
}
