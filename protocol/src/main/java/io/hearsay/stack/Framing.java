package io.hearsay.stack;

import io.hearsay.membership.keys.KeyRing;
import io.hearsay.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames and opens them; knows nothing of what is inside.
 *
 * <p>One counter numbers all frames that this process seals, datagrams and links together, so that no nonce is used
 * twice. Works in buffers of its own: {@link #accept} copies a frame in, since opening overwrites it and the array is
 * the carrier's.
 */
final class Framing {
    /** The largest frame on a stream: a message of 16 KiB, its kind and length, header and seal, and some to spare. */
    static final int MAX_STREAM_FRAME_BYTES = MessageCodec.MAX_BODY_BYTES + 256;

    private static final int RECEIVER_AT = FrameHeader.BYTES;
    private static final int OPENER_AT = RECEIVER_AT + 8;
    private static final int ACCEPTOR_AT = OPENER_AT + 8;
    private static final int SEQUENCE_AT = ACCEPTOR_AT + 8;
    private static final int CLUSTER_AT = SEQUENCE_AT + 8;

    final FrameHeader header = new FrameHeader();
    private final FrameHeader outgoing = new FrameHeader();
    private final String clusterId;
    private final long instance;
    private final KeyRing keys;
    private final Sealer sealer;
    private final int tagBytes;
    private final int maxFrameBytes;
    private final int clusterTag;
    private final byte[] associated;
    private byte[] inbox = new byte[2_048];
    private int inboxLength;
    private long counter;
    private final OwnKey current = new OwnKey();
    private final OwnKey other = new OwnKey();

    /** The key of this process under one of the ring's; derived once, since they change seldom. */
    private static final class OwnKey {
        int id;
        Sealer.@Nullable SenderKey key;
    }

    Framing(StackConfig config, long instance, KeyRing keys, Sealer sealer) {
        this.clusterId = config.clusterId();
        this.instance = instance;
        this.keys = keys;
        this.sealer = keys.isSecure() ? sealer : new Checksum();
        this.tagBytes = keys.isSecure() ? Sealer.TAG_BYTES : Checksum.CRC_BYTES;
        this.maxFrameBytes = Math.max(config.mtuBytes(), MAX_STREAM_FRAME_BYTES);
        byte[] id = clusterId.getBytes(StandardCharsets.UTF_8);
        this.clusterTag = clusterTag(id);
        this.associated = new byte[CLUSTER_AT + id.length];
        System.arraycopy(id, 0, associated, CLUSTER_AT, id.length);
    }

    private static int clusterTag(byte[] clusterId) {
        CRC32C crc = new CRC32C();
        crc.update(clusterId, 0, clusterId.length);
        return (int) crc.getValue();
    }

    /** How many bytes header and seal take. */
    int overheadBytes() {
        return FrameHeader.BYTES + tagBytes;
    }

    /** Starts a frame: what is written from here on is its body. */
    static void begin(ByteWriter frame) {
        frame.reset().skip(FrameHeader.BYTES);
    }

    /** Writes header and seal around the body; the frame is then all that the writer holds. */
    void seal(ByteWriter frame, int type, int flags, Binding binding) {
        int bodyBytes = frame.position() - FrameHeader.BYTES;
        frame.skip(tagBytes);
        byte[] bytes = frame.array();
        boolean inOther =
                binding.keyId != keys.current() && binding.insteadOf == keys.current() && keys.has(binding.keyId);
        int keyId = inOther ? binding.keyId : keys.current();
        Sealer.SenderKey key = ownKey(inOther ? other : current, keyId);
        outgoing.type = type;
        outgoing.flags = flags;
        outgoing.clusterTag = clusterTag;
        outgoing.keyId = keyId;
        outgoing.receiverTag = FrameHeader.receiverTag(binding.receiver);
        outgoing.sender = instance;
        outgoing.counter = nextCounter();
        outgoing.write(bytes);
        associate(bytes, binding);
        key.seal(outgoing.counter, associated, bytes, FrameHeader.BYTES, bodyBytes);
    }

    private long nextCounter() {
        if (counter > FrameHeader.MAX_COUNTER) throw new AssertionError("all nonces are used up; restart this node");
        return counter++;
    }

    /** A number that this process has not used before: fresh is all that a handshake's nonce must be. */
    long nonce() {
        return nextCounter();
    }

    private Sealer.SenderKey ownKey(OwnKey own, int id) {
        if (own.key == null || own.id != id) {
            own.id = id;
            own.key = derive(instance, id);
        }
        return own.key;
    }

    private void associate(byte[] frame, Binding binding) {
        System.arraycopy(frame, 0, associated, 0, FrameHeader.BYTES);
        FrameHeader.put(associated, RECEIVER_AT, binding.receiver, 8);
        FrameHeader.put(associated, OPENER_AT, binding.openerNonce, 8);
        FrameHeader.put(associated, ACCEPTOR_AT, binding.acceptorNonce, 8);
        FrameHeader.put(associated, SEQUENCE_AT, binding.sequence, 8);
    }

    /** The key that this node seals with. */
    int currentKey() {
        return keys.current();
    }

    /** Any of the keys that this node holds. */
    int anyKey(RandomGenerator random) {
        return keys.isSecure() ? keys.ids().get(random.nextInt(keys.ids().size())) : KeyRing.NO_KEY;
    }

    /** Takes a frame in and reads its header; says why it cannot be for us, or null. Nothing is authentic yet. */
    @Nullable
    Reject accept(byte[] frame, int offset, int length) {
        if (length < FrameHeader.BYTES + Checksum.CRC_BYTES || length > maxFrameBytes)
            return Junk.recognise(frame, offset, length);
        Reject problem = header.read(frame, offset);
        if (problem == Reject.JUNK) return Junk.recognise(frame, offset, length);
        if (problem != null) return problem;
        if (header.clusterTag != clusterTag) return Reject.CLUSTER;
        if (header.receiverTag != FrameHeader.receiverTag(header.type == FrameHeader.HELLO ? 0 : instance))
            return Reject.RECEIVER;
        if (!keys.has(header.keyId)) return Reject.KEY;
        if (header.sender == 0 || length < overheadBytes()) return Reject.JUNK;
        if (length > inbox.length) inbox = new byte[Math.max(length, MAX_STREAM_FRAME_BYTES)];
        System.arraycopy(frame, offset, inbox, 0, length);
        inboxLength = length;
        return null;
    }

    /** The key of a sender; its number is in our ring. */
    Sealer.SenderKey derive(long sender, int keyId) {
        byte[] key = keys.key(keyId);
        return sealer.derive(key == null ? new byte[0] : key, clusterId, sender);
    }

    /** Opens the frame that was accepted last; false if the seal does not fit. */
    boolean open(Sealer.SenderKey key, Binding binding) {
        associate(inbox, binding);
        return key.open(header.counter, associated, inbox, FrameHeader.BYTES, inboxLength - FrameHeader.BYTES);
    }

    /** The buffer of the opened frame; its body begins behind the header. */
    byte[] inbox() {
        return inbox;
    }

    int bodyBytes() {
        return inboxLength - overheadBytes();
    }

    /** The size of the accepted frame, header and seal included. */
    int frameBytes() {
        return inboxLength;
    }
}
