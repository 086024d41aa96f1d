package io.hearsay.antientropy.audit;

import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.audit.AuditMessage.Details;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Items that follow each other, with their data as they are now. Bound: 64 items, and no more once 128 KiB were read,
 * which takes half a millisecond.
 */
final class Slice {
    static final int MAX_ITEMS = 64;
    private static final int MAX_BYTES = 128 * 1024;

    /** The last item that it covers, as unsigned numbers go. */
    final long to;

    private final long[] items;
    private final long[] hashes;
    private final List<Long> rotten = new ArrayList<>();

    private Slice(Holdings holdings, SipHash hash, String scope, long from, long atMostTo) {
        long[] there = holdings.items(scope, from, MAX_ITEMS);
        hashes = new long[there.length];
        int count = 0;
        for (int bytes = 0; count < there.length && bytes < MAX_BYTES; count++) {
            if (Long.compareUnsigned(there[count], atMostTo) > 0) break;
            byte[] entry = holdings.reread(there[count]);
            if (entry == null) entry = new byte[0];
            bytes += entry.length;
            hashes[count] = hash.of(entry);
            if (holdings.item(entry) != there[count]) rotten.add(there[count]);
        }
        items = Arrays.copyOf(there, count);
        boolean isCut = count == MAX_ITEMS || count < there.length && Long.compareUnsigned(there[count], atMostTo) <= 0;
        to = isCut ? items[count - 1] : atMostTo;
    }

    /** Reads all there is from one item to another, or as much as a slice takes. */
    static Slice read(Holdings holdings, long nonce, String scope, long from, long to) {
        return new Slice(holdings, new SipHash(nonce, ~nonce), scope, from, to);
    }

    int size() {
        return items.length;
    }

    /** Those whose data are not what they were. */
    List<Long> rotten() {
        return rotten;
    }

    AuditMessage.Answer answer(long nonce) {
        return new AuditMessage.Answer(nonce, to, xor(items), xor(hashes));
    }

    private long xor(long[] numbers) {
        long sum = 0;
        for (int i = 0; i < items.length; i++) sum ^= numbers[i];
        return sum;
    }

    List<Details> details(long nonce) {
        List<Details> details = new ArrayList<>();
        int at = 0;
        do {
            int end = Math.min(items.length, at + Details.MAX_ITEMS);
            long[] some = Arrays.copyOfRange(items, at, end);
            details.add(new Details(nonce, some, Arrays.copyOfRange(hashes, at, end), end == items.length));
            at = end;
        } while (at < items.length);
        return details;
    }

    /** Whether this hash is another one than that of the item's data here, which are what they were. */
    boolean refutes(long item, long hash) {
        for (int i = 0; i < items.length; i++) if (items[i] == item) return hashes[i] != hash && !rotten.contains(item);
        return false;
    }
}
