package io.hearsay.antientropy.merkle;

import static io.hearsay.wire.ByteWriter.varintSize;

import io.hearsay.antientropy.SearchMessage;
import java.util.Arrays;
import java.util.List;

/** What the two sides of a search by ranges say (Meyer 2023, 3). */
public sealed interface RangeMessage extends SearchMessage {
    /** How many ranges one question is about at most, so that an answer of items fits into one message. */
    int MAX_RANGES = MerkleMessage.MAX_BRANCHES;

    /** Into how many ranges one is split at most. */
    int MAX_PARTS = 16;

    /** From the searching side: do you have the same in these ranges? {@link Findings} answers; 1..48 of them. */
    record Claims(long session, List<Claim> claims) implements RangeMessage {
        public Claims {
            claims = List.copyOf(claims);
        }

        @Override
        public int sizeBytes() {
            int bytes = 8 + varintSize(claims.size());
            for (Claim claim : claims) bytes += sizeOf(claim.range.from()) + sizeOf(claim.range.to()) + 8;
            return bytes;
        }
    }

    /** The exclusive or of the items that the searching side has in a range. */
    record Claim(Range range, long hash) {}

    /** Answers {@link Claims}, in their order. */
    record Findings(long session, List<Finding> findings) implements RangeMessage {
        public Findings {
            findings = List.copyOf(findings);
        }

        @Override
        public int sizeBytes() {
            int bytes = 8 + varintSize(findings.size());
            for (Finding finding : findings) bytes += finding.sizeBytes();
            return bytes;
        }
    }

    /** How the answering side stands to a claim. */
    enum Stand {
        /** It has the same. */
        SAME,
        /** It has something else, and tells its items, which are few. */
        ITEMS,
        /** It has something else, and tells the fingerprints of smaller ranges. */
        SPLIT
    }

    /**
     * What the answering side has in a range.
     *
     * @param bounds of a split, where its ranges but the first begin: 1..15, ascending
     * @param hashes of a split, one more than bounds, each the exclusive or of a range's items; or the items,
     *     ascending, at most 32; the arrays belong to the finding
     */
    @SuppressWarnings("ArrayRecordComponent") // owned by the message; equality is by content
    record Finding(Stand stand, long[] bounds, long[] hashes) {
        private static final long[] NONE = {};
        static final Finding SAME = new Finding(Stand.SAME, NONE, NONE);

        static Finding items(long[] items) {
            return new Finding(Stand.ITEMS, NONE, items);
        }

        static Finding split(long[] bounds, long[] hashes) {
            return new Finding(Stand.SPLIT, bounds, hashes);
        }

        int sizeBytes() {
            int bytes = stand == Stand.SPLIT ? 2 : 1;
            for (long bound : bounds) bytes += sizeOf(bound);
            return bytes + 8 * hashes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Finding finding
                    && stand == finding.stand
                    && Arrays.equals(bounds, finding.bounds)
                    && Arrays.equals(hashes, finding.hashes);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(bounds) + Arrays.hashCode(hashes);
        }

        @Override
        public String toString() {
            return stand + " of " + hashes.length;
        }
    }

    /** A bound takes a length and its first bytes, without the zeros that it ends with. */
    private static int sizeOf(long bound) {
        return 1 + bytesOf(bound);
    }

    /** How many bytes of a bound are told. */
    static int bytesOf(long bound) {
        return 8 - Long.numberOfTrailingZeros(bound) / 8;
    }
}
