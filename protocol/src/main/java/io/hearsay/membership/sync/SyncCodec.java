package io.hearsay.membership.sync;

import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Standing;
import io.hearsay.membership.Update;
import io.hearsay.membership.UpdateCodec;
import io.hearsay.membership.sync.SyncMessage.Digest;
import io.hearsay.membership.sync.SyncMessage.Done;
import io.hearsay.membership.sync.SyncMessage.Join;
import io.hearsay.membership.sync.SyncMessage.Leaving;
import io.hearsay.membership.sync.SyncMessage.LeftSeen;
import io.hearsay.membership.sync.SyncMessage.Line;
import io.hearsay.membership.sync.SyncMessage.Refused;
import io.hearsay.membership.sync.SyncMessage.Removed;
import io.hearsay.membership.sync.SyncMessage.RemovedSeen;
import io.hearsay.membership.sync.SyncMessage.Rows;
import io.hearsay.membership.sync.SyncMessage.Want;
import io.hearsay.membership.sync.SyncMessage.Welcome;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Joining, comparing and leaving as bytes: kinds 32..42 of {@code docs/wire-format.md}. */
public final class SyncCodec implements Codec<SyncMessage> {
    private static final int JOIN = 32;
    private static final int WELCOME = 33;
    private static final int REFUSED = 34;
    private static final int DIGEST = 35;
    private static final int ROWS = 36;
    private static final int WANT = 37;
    private static final int DONE = 38;
    private static final int LEAVING = 39;
    private static final int LEFT_SEEN = 40;
    private static final int REMOVED = 41;
    private static final int REMOVED_SEEN = 42;

    private static final int MAX_REMOVAL_BYTES = 1_024;

    private final UpdateCodec updates = new UpdateCodec();
    private final ByteWriter scratch = new ByteWriter(256);

    @Override
    public int kind(SyncMessage message) {
        if (message instanceof Join) return JOIN;
        if (message instanceof Welcome) return WELCOME;
        if (message instanceof Refused) return REFUSED;
        if (message instanceof Digest) return DIGEST;
        if (message instanceof Rows) return ROWS;
        if (message instanceof Want) return WANT;
        if (message instanceof Done) return DONE;
        if (message instanceof Leaving) return LEAVING;
        if (message instanceof LeftSeen) return LEFT_SEEN;
        if (message instanceof Removed) return REMOVED;
        if (message instanceof RemovedSeen) return REMOVED_SEEN;
        throw new AssertionError(message);
    }

    @Override
    public void encode(SyncMessage message, ByteWriter out) {
        if (message instanceof Join join) out.bytes(join.record().encoded());
        else if (message instanceof Welcome welcome)
            out.bytes(welcome.by().encoded()).i64(welcome.viewDigest()).u8(welcome.gaps() ? 1 : 0);
        else if (message instanceof Refused refused)
            out.u8(refused.reason().code()).varint(refused.epoch()).string(refused.text());
        else if (message instanceof Digest digest) encodeDigest(digest, out);
        else if (message instanceof Rows rows) encodeRows(rows, out);
        else if (message instanceof Want want) encodeWant(want, out);
        else if (message instanceof Done done)
            out.varint(done.session())
                    .i64(done.viewDigest())
                    .bytes(done.record().encoded());
        else if (message instanceof Leaving leaving) out.nodeId(leaving.subject());
        else if (message instanceof LeftSeen seen) out.nodeId(seen.subject());
        else if (message instanceof Removed removed) encodeRemovals(removed.removals(), out.varint(removed.upTo()));
        else if (message instanceof RemovedSeen seen) out.varint(seen.upTo());
    }

    private static void encodeDigest(Digest digest, ByteWriter out) {
        out.varint(digest.session())
                .i64(digest.from())
                .i64(digest.to())
                .varint(digest.lines().size());
        for (Line line : digest.lines()) out.i64(line.nameHash()).i64(line.version());
    }

    private void encodeRows(Rows rows, ByteWriter out) {
        out.varint(rows.standings().size());
        for (Standing standing : rows.standings())
            out.bytes(standing.record().encoded())
                    .varint(standing.incarnation())
                    .u8(code(standing.state()));
        encodeRemovals(rows.removals(), out);
    }

    private void encodeRemovals(List<Update> removals, ByteWriter out) {
        out.varint(removals.size());
        for (Update removal : removals) {
            updates.encode(removal, scratch.reset());
            out.u8(updates.kind(removal)).varint(scratch.position()).raw(scratch.array(), 0, scratch.position());
        }
    }

    private static void encodeWant(Want want, ByteWriter out) {
        out.varint(want.session()).i64(want.to()).varint(want.nameHashes().size());
        for (long hash : want.nameHashes()) out.i64(hash);
    }

    @Override
    public SyncMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case JOIN -> new Join(record(in));
            case WELCOME -> new Welcome(record(in), in.i64(), in.u8() != 0);
            case REFUSED ->
                new Refused(Refusal.ofCode(in.u8()), in.varint(Long.MAX_VALUE), in.string(Refused.MAX_TEXT_BYTES));
            case DIGEST -> new Digest(number(in), in.i64(), in.i64(), lines(in));
            case ROWS -> rows(in);
            case WANT -> new Want(number(in), in.i64(), hashes(in));
            case DONE -> new Done(number(in), in.i64(), record(in));
            case LEAVING -> new Leaving(in.nodeId());
            case LEFT_SEEN -> new LeftSeen(in.nodeId());
            case REMOVED -> new Removed(number(in), removals(in, Removed.MAX));
            case REMOVED_SEEN -> new RemovedSeen(number(in));
            default -> throw new MalformedMessageException("no message of joining or comparing has kind " + kind);
        };
    }

    private static MemberRecord record(ByteReader in) {
        return MemberRecord.decode(in.bytes(MemberRecord.MAX_BYTES));
    }

    private static long number(ByteReader in) {
        return in.varint(Long.MAX_VALUE);
    }

    private static List<Line> lines(ByteReader in) {
        int count = in.varint(SyncMessage.MAX_NAMES);
        List<Line> lines = new ArrayList<>(Math.min(count, in.remaining() / 16));
        for (int i = 0; i < count; i++) lines.add(new Line(in.i64(), in.i64()));
        return Collections.unmodifiableList(lines);
    }

    private static List<Long> hashes(ByteReader in) {
        int count = in.varint(SyncMessage.MAX_NAMES);
        List<Long> hashes = new ArrayList<>(Math.min(count, in.remaining() / 8));
        for (int i = 0; i < count; i++) hashes.add(in.i64());
        return Collections.unmodifiableList(hashes);
    }

    private Rows rows(ByteReader in) {
        int count = in.varint(Rows.MAX);
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < count; i++) standings.add(standing(in));
        return new Rows(Collections.unmodifiableList(standings), removals(in, Rows.MAX - count));
    }

    private static Standing standing(ByteReader in) {
        MemberRecord record = record(in);
        long incarnation = in.varint(1L << 48);
        MemberState state = state(in.u8());
        if (incarnation < record.incarnation())
            throw new MalformedMessageException("incarnation " + incarnation + " is below the record's own");
        return new Standing(record, incarnation, state);
    }

    private static int code(MemberState state) {
        return switch (state) {
            case ALIVE -> 0;
            case SUSPECT -> 1;
            case DEAD -> 2;
            case LEFT, FORGOTTEN -> throw new AssertionError(state);
        };
    }

    private static MemberState state(int code) {
        return switch (code) {
            case 0 -> MemberState.ALIVE;
            case 1 -> MemberState.SUSPECT;
            case 2 -> MemberState.DEAD;
            default -> throw new MalformedMessageException("no standing has state " + code);
        };
    }

    private List<Update> removals(ByteReader in, int max) {
        int count = in.varint(max);
        List<Update> removals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = in.u8();
            Update update = updates.decode(kind, in.slice(in.varint(MAX_REMOVAL_BYTES)));
            if (!update.isRemoval()) throw new MalformedMessageException("an update that removes nobody: " + update);
            removals.add(update);
        }
        return Collections.unmodifiableList(removals);
    }
}
