package io.hearsay.antientropy.merkle;

import io.hearsay.antientropy.merkle.RangeMessage.Claim;
import io.hearsay.antientropy.merkle.RangeMessage.Claims;
import io.hearsay.antientropy.merkle.RangeMessage.Finding;
import io.hearsay.antientropy.merkle.RangeMessage.Findings;
import io.hearsay.antientropy.merkle.RangeMessage.Stand;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The messages of searches by ranges as bytes: kinds 210 and 211 of {@code docs/wire-format.md}. */
public final class RangeCodec implements Codec<RangeMessage> {
    /** The first of the kinds. */
    public static final int FIRST_KIND = 210;

    /** The last of the kinds. */
    public static final int LAST_KIND = 211;

    private static final int CLAIMS = 210;
    private static final int FINDINGS = 211;

    /** The first byte of a finding of items is their number, of another one this. */
    private static final int SAME = 255;

    private static final int SPLIT = 254;

    @Override
    public int kind(RangeMessage message) {
        if (message instanceof Claims) return CLAIMS;
        if (message instanceof Findings) return FINDINGS;
        throw new AssertionError(message);
    }

    @Override
    public void encode(RangeMessage message, ByteWriter out) {
        out.i64(message.session());
        if (message instanceof Claims claims) {
            out.varint(claims.claims().size());
            for (Claim claim : claims.claims()) {
                bound(claim.range().from(), out);
                bound(claim.range().to(), out);
                out.i64(claim.hash());
            }
        } else if (message instanceof Findings findings) {
            out.varint(findings.findings().size());
            for (Finding finding : findings.findings()) finding(finding, out);
        } else throw new AssertionError(message);
    }

    private static void bound(long bound, ByteWriter out) {
        int bytes = RangeMessage.bytesOf(bound);
        out.u8(bytes);
        for (int i = 0; i < bytes; i++) out.u8((int) (bound >>> 56 - 8 * i) & 0xff);
    }

    private static void finding(Finding finding, ByteWriter out) {
        if (finding.stand() == Stand.ITEMS) out.u8(finding.hashes().length);
        else out.u8(finding.stand() == Stand.SAME ? SAME : SPLIT);
        if (finding.stand() == Stand.SPLIT) out.u8(finding.hashes().length);
        for (long bound : finding.bounds()) bound(bound, out);
        for (long hash : finding.hashes()) out.i64(hash);
    }

    @Override
    public RangeMessage decode(int kind, ByteReader in) {
        long session = in.i64();
        return switch (kind) {
            case CLAIMS -> new Claims(session, claims(in));
            case FINDINGS -> new Findings(session, findings(in));
            default -> throw new MalformedMessageException("no message of ranges has kind " + kind);
        };
    }

    private static int count(ByteReader in) {
        int count = in.varint(Math.min(RangeMessage.MAX_RANGES, in.remaining()));
        if (count == 0) throw new MalformedMessageException("about one range at least, was 0");
        return count;
    }

    private static List<Claim> claims(ByteReader in) {
        List<Claim> claims = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            long from = bound(in);
            long to = bound(in);
            if (to != 0 && Long.compareUnsigned(from, to) >= 0)
                throw new MalformedMessageException("a range ends above where it begins");
            claims.add(new Claim(new Range(from, to), in.i64()));
        }
        return claims;
    }

    private static long bound(ByteReader in) {
        int bytes = in.u8();
        if (bytes > 8) throw new MalformedMessageException("a bound has 0..8 bytes, was " + bytes);
        long bound = 0;
        for (int i = 0; i < bytes; i++) bound |= (long) in.u8() << 56 - 8 * i;
        if (RangeMessage.bytesOf(bound) != bytes) throw new MalformedMessageException("a bound ends with no zero");
        return bound;
    }

    private static List<Finding> findings(ByteReader in) {
        List<Finding> findings = new ArrayList<>();
        for (int left = count(in); left > 0; left--) findings.add(finding(in));
        return findings;
    }

    private static Finding finding(ByteReader in) {
        int first = in.u8();
        if (first == SAME) return Finding.SAME;
        if (first == SPLIT) return split(in);
        if (first > HashTree.LEAF_ITEMS) throw new MalformedMessageException("0..32 items are told, was " + first);
        return Finding.items(ascending(first, in::i64));
    }

    private static Finding split(ByteReader in) {
        int parts = in.u8();
        if (parts < 2 || parts > RangeMessage.MAX_PARTS)
            throw new MalformedMessageException("a range is split into 2..16, was " + parts);
        long[] bounds = ascending(parts - 1, () -> bound(in));
        long[] hashes = new long[parts];
        for (int i = 0; i < parts; i++) hashes[i] = in.i64();
        return Finding.split(bounds, hashes);
    }

    private static long[] ascending(int count, LongSupplier next) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = next.getAsLong();
            if (i > 0 && Long.compareUnsigned(numbers[i - 1], numbers[i]) >= 0)
                throw new MalformedMessageException("items and bounds ascend");
        }
        return numbers;
    }
}
