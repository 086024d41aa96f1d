package io.hearsay.computation.pushsum;

import io.hearsay.Message;

/** What push-sum nodes say to each other. */
public sealed interface PushSumMessage extends Message {

    /**
     * To a random peer, once a round: half of what the sender had. Nothing answers it.
     *
     * @param epoch the sender's, 0 or more
     * @param sum finite
     * @param weight 0 or more, finite
     */
    record Share(long epoch, double sum, double weight) implements PushSumMessage {
        public Share {
            if (epoch < 0) throw new IllegalArgumentException("epoch must be 0 or more, was " + epoch);
            if (!isValid(sum, weight))
                throw new IllegalArgumentException("sum and weight must be finite, were " + sum + " and " + weight);
        }

        static boolean isValid(double sum, double weight) {
            return Double.isFinite(sum) && Double.isFinite(weight) && weight >= 0;
        }
    }
}
