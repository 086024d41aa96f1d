package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Answer;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Deltas;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage.Digest;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The messages of Scuttlebutt as bytes: kinds 176 to 179 of {@code docs/wire-format.md}. */
public final class ScuttlebuttCodec implements Codec<ScuttlebuttMessage> {
    /** The first kind. */
    public static final int FIRST_KIND = 176;

    /** The last kind. */
    public static final int LAST_KIND = 179;

    private static final int DIGEST = FIRST_KIND;
    private static final int ANSWER = FIRST_KIND + 1;
    private static final int DELTAS = FIRST_KIND + 2;
    private static final int BEATING_DIGEST = LAST_KIND;

    private static final int TOMBSTONE = 0;
    private static final int VALUE = 1;

    @Override
    public int kind(ScuttlebuttMessage message) {
        if (message instanceof Digest digest) return digest.beats() ? BEATING_DIGEST : DIGEST;
        if (message instanceof Answer) return ANSWER;
        if (message instanceof Deltas) return DELTAS;
        throw new AssertionError(message);
    }

    @Override
    public void encode(ScuttlebuttMessage message, ByteWriter out) {
        if (message instanceof Digest digest) {
            out.string(digest.above()).string(digest.upTo());
            write(digest.known(), out, ScuttlebuttCodec::known);
        } else if (message instanceof Answer answer) {
            write(answer.wanted(), out, ScuttlebuttCodec::known);
            write(answer.deltas(), out, ScuttlebuttCodec::delta);
        } else if (message instanceof Deltas deltas) write(deltas.deltas(), out, ScuttlebuttCodec::delta);
        else throw new AssertionError(message);
    }

    private static <E> void write(List<E> list, ByteWriter out, BiConsumer<ByteWriter, E> element) {
        out.varint(list.size());
        for (E each : list) element.accept(out, each);
    }

    private static void known(ByteWriter out, Known known) {
        out.nodeId(known.owner()).varint(known.version()).varint(known.collected());
    }

    private static void delta(ByteWriter out, Delta delta) {
        out.nodeId(delta.owner())
                .varint(delta.after())
                .varint(delta.upTo() - delta.after())
                .varint(delta.collected())
                .varint(delta.entries().size());
        long last = delta.after();
        for (Entry entry : delta.entries()) {
            String value = entry.value();
            out.string(entry.key()).varint(entry.version() - last).u8(value == null ? TOMBSTONE : VALUE);
            if (value != null) out.string(value);
            last = entry.version();
        }
    }

    @Override
    public ScuttlebuttMessage decode(int kind, ByteReader in) {
        try {
            return switch (kind) {
                case DIGEST, BEATING_DIGEST ->
                    new Digest(name(in), name(in), read(in, ScuttlebuttCodec::known), kind == BEATING_DIGEST);
                case ANSWER -> new Answer(read(in, ScuttlebuttCodec::known), read(in, ScuttlebuttCodec::delta));
                case DELTAS -> new Deltas(read(in, ScuttlebuttCodec::delta));
                default -> throw new MalformedMessageException("no message of Scuttlebutt has kind " + kind);
            };
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static String name(ByteReader in) {
        return in.string(NodeId.MAX_NAME_BYTES);
    }

    /** The list grows with what is read, not with what was announced. */
    private static <E> List<E> read(ByteReader in, Function<ByteReader, E> element) {
        int count = in.varint(in.remaining());
        List<E> list = new ArrayList<>();
        for (int i = 0; i < count; i++) list.add(element.apply(in));
        return list;
    }

    private static Known known(ByteReader in) {
        return new Known(in.nodeId(), in.varint(Entry.MAX_VERSION), in.varint(Entry.MAX_VERSION));
    }

    private static Delta delta(ByteReader in) {
        NodeId owner = in.nodeId();
        long after = in.varint(Entry.MAX_VERSION);
        long upTo = after + in.varint(Entry.MAX_VERSION);
        long collected = in.varint(Entry.MAX_VERSION);
        long[] last = {after};
        return new Delta(owner, after, upTo, collected, read(in, entries -> entry(entries, last)));
    }

    private static Entry entry(ByteReader in, long[] last) {
        String key = in.string(Entry.MAX_KEY_BYTES);
        last[0] += in.varint(Entry.MAX_VERSION);
        int flag = in.u8();
        if (flag != TOMBSTONE && flag != VALUE) throw new MalformedMessageException("no entry has flag " + flag);
        return new Entry(key, last[0], flag == TOMBSTONE ? null : in.string(Entry.MAX_VALUE_BYTES));
    }
}
