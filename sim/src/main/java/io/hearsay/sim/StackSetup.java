package io.hearsay.sim;

import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.MessageCodec;
import io.hearsay.stack.StackConfig;
import java.util.function.Supplier;

/**
 * The production stack that a node runs in the setting {@code frames}.
 *
 * @param config its configuration; port and MTU are the simulator's to set
 * @param keys asked for each life's own key ring
 * @param codec all messages that the node understands
 */
public record StackSetup(StackConfig config, Supplier<KeyRing> keys, MessageCodec codec) {

    /** A sealed cluster with a key of its own, named {@code simulated}. */
    public static StackSetup sealed(MessageCodec codec) {
        return new StackSetup(StackConfig.lan("simulated"), () -> KeyRing.of(1, new byte[KeyRing.KEY_BYTES]), codec);
    }

    /** Another configuration. */
    public StackSetup withConfig(StackConfig other) {
        return new StackSetup(other, keys, codec);
    }

    /** Other keys. */
    public StackSetup withKeys(Supplier<KeyRing> other) {
        return new StackSetup(config, other, codec);
    }
}
