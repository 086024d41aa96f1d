package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.stack.Carried;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down what a carrier calls, one line each, and with which thread. */
final class RecordingCarried implements Carried {
    private final List<String> lines = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private long lastStream;

    @Override
    public void datagramReceived(Address from, byte[] frame, int offset, int length) {
        note("datagram from " + from + ": " + text(frame, offset, length));
    }

    @Override
    public void wake() {
        note("wake");
    }

    @Override
    public void accepted(long stream, Address from) {
        setLastStream(stream);
        note("accepted from " + from.withPort(0));
    }

    @Override
    public void connected(long stream) {
        note("connected " + stream);
    }

    @Override
    public void streamFrame(long stream, byte[] frame, int offset, int length) {
        note("frame: " + text(frame, offset, length));
    }

    @Override
    public void writable(long stream) {
        note("writable " + stream);
    }

    @Override
    public void disconnected(long stream, LinkCause cause) {
        note("disconnected " + cause);
    }

    @Override
    public void stored(long token) {
        note("stored " + token);
    }

    @Override
    public void storeFailed(long token, String why) {
        note("store failed " + token);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized List<Thread> threads() {
        return List.copyOf(threads);
    }

    synchronized long lastStream() {
        return lastStream;
    }

    boolean has(String line) {
        return lines().contains(line);
    }

    long count(String start) {
        return lines().stream().filter(line -> line.startsWith(start)).count();
    }

    private synchronized void setLastStream(long stream) {
        lastStream = stream;
    }

    private synchronized void note(String line) {
        lines.add(line);
        threads.add(Thread.currentThread());
    }

    private static String text(byte[] frame, int offset, int length) {
        byte[] bytes = Arrays.copyOfRange(frame, offset, offset + length);
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
        return length <= 16 ? text : length + " bytes";
    }
}
