package io.hearsay.dissemination.topic;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which contract each topic has, as far as it is known here: wanted by this node, or seen at a publisher. */
final class Contracts {
    private final int capacity;
    private final Map<String, Contract> byTopic = new LinkedHashMap<>(16, 0.75f, true);

    /** A contract, and which process publishes under it; {@code isWanted}: this node asked for it. */
    record Contract(Delivery delivery, long publisher, boolean isWanted) {}

    Contracts(int capacity) {
        this.capacity = capacity;
    }

    @Nullable
    Contract of(String topic) {
        return byTopic.get(topic);
    }

    void want(String topic, Delivery delivery, long self) {
        put(topic, new Contract(delivery, self, true));
    }

    /** The contract of the topic, which is this publisher's if none was known. */
    Contract seen(String topic, Delivery delivery, long publisher) {
        Contract known = byTopic.get(topic);
        if (known != null && (known.isWanted() || known.delivery() == delivery)) return known;
        Contract seen = new Contract(delivery, publisher, false);
        put(topic, seen);
        return seen;
    }

    private void put(String topic, Contract contract) {
        byTopic.put(topic, contract);
        if (byTopic.size() <= capacity) return;
        Iterator<String> oldest = byTopic.keySet().iterator();
        oldest.next();
        oldest.remove();
    }
}
