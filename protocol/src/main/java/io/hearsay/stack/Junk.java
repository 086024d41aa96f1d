package io.hearsay.stack;

import java.nio.charset.StandardCharsets;

/** Names what comes to the port and is no frame. */
final class Junk {
    private static final byte[][] METHODS =
            methods("GET ", "HEAD", "POST", "PUT ", "DELE", "OPTI", "CONN", "PATC", "PRI ");
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 0x03;
    private static final int DTLS_MAJOR = 0xfe;

    private Junk() {}

    static Reject recognise(byte[] bytes, int from, int length) {
        if (length < 4) return Reject.JUNK;
        int second = bytes[from + 1] & 0xff;
        if (bytes[from] == TLS_HANDSHAKE && (second == TLS_MAJOR || second == DTLS_MAJOR)) return Reject.TLS;
        for (byte[] method : METHODS) if (startsWith(bytes, from, method)) return Reject.HTTP;
        return Reject.JUNK;
    }

    private static boolean startsWith(byte[] bytes, int from, byte[] start) {
        for (int i = 0; i < start.length; i++) if (bytes[from + i] != start[i]) return false;
        return true;
    }

    private static byte[][] methods(String... names) {
        byte[][] methods = new byte[names.length][];
        for (int i = 0; i < names.length; i++) methods[i] = names[i].getBytes(StandardCharsets.US_ASCII);
        return methods;
    }
}
