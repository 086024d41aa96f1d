package io.hearsay.sim;

import io.hearsay.stack.MessageCodec;

/** No datagram is larger than the MTU; no frame on a stream is larger than the largest message and what frames it. */
public final class FrameSizes implements Invariant {
    private static final int STREAM_OVERHEAD_BYTES = 256;

    @Override
    public String name() {
        return "frame-sizes";
    }

    @Override
    public void sent(SimNode node, int lengthBytes, boolean onStream) {
        int most = onStream
                ? MessageCodec.MAX_BODY_BYTES + STREAM_OVERHEAD_BYTES
                : node.world().config().mtu();
        if (lengthBytes > most)
            node.world()
                    .violated(
                            this,
                            node,
                            (onStream ? "a stream's frame" : "a datagram") + " of " + lengthBytes + " bytes; at most "
                                    + most);
    }
}
