package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.node.Greeter.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Whether and how one address can be reached; blocks. */
final class Reach {
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_MILLIS = 1_000;
    private static final int SMALL_BYTES = 0;

    private final Greeter greeter;
    private final Address address;

    Reach(Greeter greeter, Address address) {
        this.greeter = greeter;
        this.address = address;
    }

    List<Finding> findings() {
        Answer link = greeter.link(address).join();
        Answer datagram = greeter.datagram(address, SMALL_BYTES).join();
        Finding tcp = link.isYes() ? good("tcp", "answers under seal in " + millis(link)) : tcp(link.cause());
        if (!datagram.isYes()) return List.of(tcp, noDatagram(link.isYes()));
        return List.of(tcp, good("udp", "answers under seal in " + millis(datagram)), mtu());
    }

    private Finding noDatagram(boolean tcpPasses) {
        return tcpPasses
                ? bad(
                        "udp",
                        "no answer, while TCP passes: a firewall, most likely; let UDP through to this port and back")
                : bad("udp", "no answer");
    }

    private Finding mtu() {
        int bytes = greeter.mtuBytes();
        return greeter.datagram(address, bytes).join().isYes()
                ? good("mtu", "datagrams of " + bytes + " bytes pass both ways")
                : bad(
                        "mtu",
                        "small datagrams pass, those of " + bytes
                                + " bytes do not: lower gossip.mtu (--mtu) at all nodes,"
                                + " or give this one the others' value");
    }

    // Why is there no link?

    private Finding tcp(LinkCause cause) {
        return switch (cause) {
            case REFUSED ->
                bad(
                        "tcp",
                        "refused: the host answers, and nobody listens there; is the node running, is the port right?");
            case UNREACHABLE -> bad("tcp", "unreachable: this host knows no way to that address");
            default -> bad("tcp", whoIsThere());
        };
    }

    /** A gossip port answers an HTTP request with who it is, to anybody. */
    private String whoIsThere() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByAddress(address.ip()), address.port()), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(512), StandardCharsets.US_ASCII);
            return answer.contains(Junk.GOSSIP_PORT)
                    ? "a Hearsay node, and it does not take our hello: its cluster id or its key is another; its log and"
                            + " its hearsay_frames_rejected_total say which"
                    : "something else listens there, no Hearsay node; is the port right?";
        } catch (IOException e) {
            return "no answer: a firewall that drops, a host that is down, or a process that hangs (" + e.getMessage()
                    + ")";
        }
    }

    private Finding good(String step, String text) {
        return Finding.good(step, address.toString(), text);
    }

    private Finding bad(String step, String text) {
        return Finding.bad(step, address.toString(), text);
    }

    private static String millis(Answer answer) {
        return String.format(Locale.ROOT, "%.1f ms", answer.tookNanos() / 1e6);
    }
}
