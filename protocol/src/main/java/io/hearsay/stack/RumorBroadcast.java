package io.hearsay.stack;

import io.hearsay.dissemination.rumor.Heard;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.rumor.RumorConfig.Publishing;
import io.hearsay.dissemination.rumor.RumorConfig.Transfer;
import io.hearsay.dissemination.rumor.RumorMill;
import io.hearsay.dissemination.rumor.RumorStats;
import io.hearsay.dissemination.rumor.TopicCopies;
import io.hearsay.dissemination.topic.Arrival;
import io.hearsay.dissemination.topic.Stamp;
import java.util.List;

/** Events of topics as rumors. */
final class RumorBroadcast implements Broadcast {
    private final RumorMill mill;
    private final int maxEventBytes;

    RumorBroadcast(RumorMill mill, int maxEventBytes) {
        this.mill = mill;
        this.maxEventBytes = maxEventBytes;
    }

    /** The same rumors with room for a stamp before the largest payload, so that the limit is the user's. */
    static RumorConfig roomForStamps(RumorConfig config) {
        Publishing limits = config.publishing();
        Transfer transfer = config.transfer();
        int max = Math.min(Rumor.MAX_PAYLOAD_BYTES, limits.maxEventBytes() + Stamp.MAX_BYTES);
        return config.withTransfer(new Transfer(
                        transfer.roomBytes(),
                        transfer.fetches(),
                        Math.max(transfer.fetchBytes(), max),
                        transfer.timeout()))
                .withPublishing(new Publishing(
                        max,
                        limits.queuedEvents(),
                        Math.max(limits.queuedBytes(), max),
                        limits.unconfirmedEvents(),
                        limits.unconfirmedBytes()));
    }

    static Arrival arrival(Heard heard) {
        Rumor rumor = heard.rumor();
        return new Arrival(rumor.topic(), rumor.id().origin(), rumor.id().sequence(), heard.hops());
    }

    @Override
    public int maxEventBytes() {
        return maxEventBytes;
    }

    @Override
    public Published publish(String topic, byte[] stamped) {
        return mill.publish(topic, stamped);
    }

    @Override
    public RumorStats stats() {
        return mill.stats();
    }

    @Override
    public List<TopicCopies> copies() {
        return mill.copies();
    }
}
