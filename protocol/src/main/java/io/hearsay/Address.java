package io.hearsay;

/**
 * An IP address and a port, without any lookup: protocols see numbers, never names.
 *
 * <p>An IPv4 address is kept in its IPv4-mapped form ({@code ::ffff:a.b.c.d}), so that one address has one value.
 *
 * @param high the upper 64 bits of the IPv6 address
 * @param low the lower 64 bits
 * @param port 0..65535
 */
public record Address(long high, long low, int port) implements Comparable<Address> {

    private static final long MAPPED_PREFIX = 0x0000_ffff_0000_0000L;
    private static final long LOW_32 = 0xffff_ffffL;

    public Address {
        if (port < 0 || port > 0xffff) throw new IllegalArgumentException("port must be 0..65535, was " + port);
    }

    /** The IPv4 address with these 32 bits. */
    public static Address v4(int bits, int port) {
        return new Address(0, MAPPED_PREFIX | (bits & LOW_32), port);
    }

    /**
     * An address from its bytes in network order.
     *
     * @param ip 4 or 16 bytes
     */
    public static Address of(byte[] ip, int port) {
        if (ip.length == 4) return v4((int) bits(ip, 0, 4), port);
        if (ip.length == 16) return new Address(bits(ip, 0, 8), bits(ip, 8, 8), port);
        throw new IllegalArgumentException("an IP address has 4 or 16 bytes, these are " + ip.length);
    }

    /**
     * Reads {@code 10.0.0.1:7940} or {@code [::1]:7940}.
     *
     * @throws IllegalArgumentException if the text is not an address literal with a port
     */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) throw notAnAddress(text);
        String host = text.substring(0, colon);
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (host.startsWith("[") && host.endsWith("]"))
                return of(AddressLiteral.v6(host.substring(1, host.length() - 1)), port);
            return of(AddressLiteral.v4(host), port);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(text);
        }
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException(
                "not an address: '" + text + "'; write it like 10.0.0.1:7940 or [2001:db8::1]:7940");
    }

    private static long bits(byte[] ip, int from, int count) {
        long bits = 0;
        for (int i = from; i < from + count; i++) bits = bits << 8 | (ip[i] & 0xff);
        return bits;
    }

    /** Whether this is an IPv4 address. */
    public boolean isV4() {
        return high == 0 && (low & ~LOW_32) == MAPPED_PREFIX;
    }

    /** The address's bytes in network order: 4 or 16. */
    public byte[] ip() {
        byte[] ip = new byte[isV4() ? 4 : 16];
        for (int i = 0; i < ip.length; i++) {
            int fromRight = ip.length - 1 - i;
            ip[i] = (byte) (fromRight < 8 ? low >>> 8 * fromRight : high >>> 8 * (fromRight - 8));
        }
        return ip;
    }

    /** The same host at another port. */
    public Address withPort(int newPort) {
        return new Address(high, low, newPort);
    }

    @Override
    public int compareTo(Address other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        if (byHigh != 0) return byHigh;
        int byLow = Long.compareUnsigned(low, other.low);
        return byLow != 0 ? byLow : Integer.compare(port, other.port);
    }

    /** The address as {@link #parse} reads it, IPv6 in the shortened form of RFC 5952. */
    @Override
    public String toString() {
        return (isV4() ? AddressLiteral.v4((int) low) : "[" + AddressLiteral.v6(high, low) + "]") + ":" + port;
    }
}
