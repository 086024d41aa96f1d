package io.hearsay.antientropy;

import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerMessage.Done;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.antientropy.ReconcilerMessage.Failed;
import io.hearsay.antientropy.ReconcilerMessage.Open;
import io.hearsay.antientropy.ReconcilerMessage.Opened;
import io.hearsay.antientropy.ReconcilerMessage.Want;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** The messages of sessions as bytes: kinds 192 to 197 of {@code docs/wire-format.md}. */
public final class ReconcilerCodec implements Codec<ReconcilerMessage> {
    /** The first of the kinds. */
    public static final int FIRST_KIND = 192;

    /** The last of the kinds. */
    public static final int LAST_KIND = 197;

    private static final int OPEN = 192;
    private static final int OPENED = 193;
    private static final int WANT = 194;
    private static final int ENTRIES = 195;
    private static final int DONE = 196;
    private static final int FAILED = 197;

    /** The one flag of an {@link Open}: it asks for marks. */
    private static final int ASKS = 1;

    @Override
    public int kind(ReconcilerMessage message) {
        if (message instanceof Open) return OPEN;
        if (message instanceof Opened) return OPENED;
        if (message instanceof Want) return WANT;
        if (message instanceof Entries) return ENTRIES;
        if (message instanceof Done) return DONE;
        if (message instanceof Failed) return FAILED;
        throw new AssertionError(message);
    }

    @Override
    public void encode(ReconcilerMessage message, ByteWriter out) {
        out.i64(message.session());
        if (message instanceof Open open) open(open, out);
        else if (message instanceof Opened opened) opened(opened, out);
        else if (message instanceof Want want) {
            out.varint(want.items().length);
            for (long item : want.items()) out.i64(item);
        } else if (message instanceof Entries entries) {
            out.varint(entries.answered());
            out.varint(entries.entries().size());
            entries.entries().forEach(out::bytes);
        } else if (message instanceof Done done) out.i64(done.sum());
        else if (message instanceof Failed failed) out.u8(failed.cause().code);
        else throw new AssertionError(message);
    }

    @Override
    public ReconcilerMessage decode(int kind, ByteReader in) {
        long session = in.i64();
        return switch (kind) {
            case OPEN ->
                new Open(session, in.i64(), in.varint(Long.MAX_VALUE), scope(in), in.remaining() > 0 && asks(in));
            case OPENED ->
                new Opened(
                        session,
                        in.i64(),
                        in.varint(Long.MAX_VALUE),
                        in.varint(ItemSet.RECENT),
                        in.remaining() == 0 ? Marks.NONE : Marks.decode(in));
            case WANT -> new Want(session, items(in));
            case ENTRIES -> new Entries(session, in.varint(ReconcilerMessage.MAX_WANTED), entries(in));
            case DONE -> new Done(session, in.i64());
            case FAILED -> new Failed(session, cause(in));
            default -> throw new MalformedMessageException("no message of sessions has kind " + kind);
        };
    }

    /** What everybody holds needs no name, unless there is more to say. */
    private static void open(Open open, ByteWriter out) {
        out.i64(open.sum()).varint(open.count());
        if (open.asks() || !open.scope().equals(Scope.ALL)) out.string(open.scope());
        if (open.asks()) out.u8(ASKS);
    }

    private static boolean asks(ByteReader in) {
        int flags = in.u8();
        if (flags != ASKS) throw new MalformedMessageException("an opening has no flags " + flags);
        return true;
    }

    private static void opened(Opened opened, ByteWriter out) {
        out.i64(opened.sum()).varint(opened.count()).varint(opened.lag());
        if (!opened.marks().isEmpty()) opened.marks().encode(out);
    }

    private static String scope(ByteReader in) {
        return in.remaining() == 0 ? Scope.ALL : in.string(Scope.MAX_NAME_BYTES);
    }

    private static long[] items(ByteReader in) {
        long[] items = new long[in.varint(Math.min(ReconcilerMessage.MAX_WANTED, in.remaining() / 8))];
        for (int i = 0; i < items.length; i++) items[i] = in.i64();
        return items;
    }

    private static List<byte[]> entries(ByteReader in) {
        List<byte[]> entries = new ArrayList<>();
        for (int left = in.varint(in.remaining()); left > 0; left--) entries.add(in.bytes(Replica.MAX_ENTRY_BYTES));
        return entries;
    }

    private static Cause cause(ByteReader in) {
        int code = in.u8();
        Cause cause = Cause.of(code);
        if (cause == null) throw new MalformedMessageException("there is no cause " + code);
        return cause;
    }
}
