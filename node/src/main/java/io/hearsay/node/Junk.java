package io.hearsay.node;

import java.nio.charset.StandardCharsets;

/** What speaks to the gossip port and is not gossip. */
enum Junk {
    HTTP,
    TLS,
    OTHER;

    private static final String[] METHODS = {"GE", "HE", "PO", "PU", "DE", "CO", "OP", "TR", "PA", "PR"};
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;

    /** How that answer, and no other server's, can be told. */
    static final String GOSSIP_PORT = "This is a Hearsay gossip port";

    /** The answer to an HTTP request; it costs one packet and saves an operator an hour. */
    static final byte[] HTTP_ANSWER = answer();

    /** Names what begins with these two bytes and is no frame of ours. */
    static Junk recognise(int first, int second) {
        if (first == TLS_HANDSHAKE && second == TLS_MAJOR) return TLS;
        String start = "" + (char) first + (char) second;
        for (String method : METHODS) if (method.equals(start)) return HTTP;
        return OTHER;
    }

    private static byte[] answer() {
        String body = GOSSIP_PORT + "; it does not speak HTTP. The agent's HTTP port is another one.\n";
        String head = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: ";
        return (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }
}
