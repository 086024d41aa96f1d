package io.hearsay;

/** IP addresses as text: dotted quads, and IPv6 as in RFC 4291 and, written, in RFC 5952. */
final class AddressLiteral {
    private static final int GROUPS = 8;

    private AddressLiteral() {}

    static String v4(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    static byte[] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) throw new IllegalArgumentException(text);
        byte[] ip = new byte[4];
        for (int i = 0; i < 4; i++) ip[i] = (byte) number(parts[i], 10, 255);
        return ip;
    }

    static byte[] v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] all = groups(text);
            if (all.length != GROUPS) throw new IllegalArgumentException(text);
            return bytes(all, new int[0]);
        }
        if (text.indexOf("::", gap + 1) >= 0) throw new IllegalArgumentException(text);
        int[] head = groups(text.substring(0, gap));
        int[] tail = groups(text.substring(gap + 2));
        if (head.length + tail.length >= GROUPS) throw new IllegalArgumentException(text);
        return bytes(head, tail);
    }

    static String v6(long high, long low) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++)
            groups[i] = (int) ((i < 4 ? high >>> 16 * (3 - i) : low >>> 16 * (7 - i)) & 0xffff);
        int start = longestZeros(groups);
        int end = start;
        while (end < GROUPS && groups[end] == 0) end++;
        if (end - start < 2) return join(groups, 0, GROUPS);
        return join(groups, 0, start) + "::" + join(groups, end, GROUPS);
    }

    private static int longestZeros(int[] groups) {
        int best = GROUPS;
        int bestLength = 0;
        for (int i = 0; i < GROUPS; i++) {
            int length = 0;
            while (i + length < GROUPS && groups[i + length] == 0) length++;
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        return best;
    }

    private static String join(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) text.append(i > from ? ":" : "").append(Integer.toHexString(groups[i]));
        return text.toString();
    }

    private static int[] groups(String text) {
        if (text.isEmpty()) return new int[0];
        String[] parts = text.split(":", -1);
        boolean quad = parts[parts.length - 1].contains(".");
        int[] groups = new int[parts.length + (quad ? 1 : 0)];
        for (int i = 0; i < parts.length; i++) {
            if (quad && i == parts.length - 1) {
                byte[] ip = v4(parts[i]);
                groups[i] = (ip[0] & 0xff) << 8 | (ip[1] & 0xff);
                groups[i + 1] = (ip[2] & 0xff) << 8 | (ip[3] & 0xff);
            } else {
                groups[i] = number(parts[i], 16, 0xffff);
            }
        }
        return groups;
    }

    private static byte[] bytes(int[] head, int[] tail) {
        int[] all = new int[GROUPS];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
        byte[] ip = new byte[2 * GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            ip[2 * i] = (byte) (all[i] >>> 8);
            ip[2 * i + 1] = (byte) all[i];
        }
        return ip;
    }

    private static int number(String digits, int radix, int max) {
        if (digits.isEmpty() || digits.length() > 4 || !Character.isLetterOrDigit(digits.charAt(0)))
            throw new IllegalArgumentException(digits);
        int value = Integer.parseInt(digits, radix);
        if (value > max) throw new IllegalArgumentException(digits);
        return value;
    }
}
