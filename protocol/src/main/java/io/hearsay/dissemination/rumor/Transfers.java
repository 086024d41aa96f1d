package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.dissemination.rumor.RumorMessage.Chunk;
import io.hearsay.dissemination.rumor.RumorMessage.Fetch;
import io.hearsay.dissemination.rumor.RumorMessage.Gone;
import io.hearsay.dissemination.rumor.RumorMessage.Offer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Payloads larger than a datagram: announced, then fetched piece by piece over a link from one of those who announced
 * them.
 *
 * <pre>
 *   A ── Offer (datagram) ──▶ B          several may offer; one is asked
 *   A ◀── link, Fetch(0) ──── B
 *   A ── Chunk × 4 ─────────▶ B          then Fetch(next), until all is there; Gone or silence: B asks another
 * </pre>
 */
final class Transfers {
    /** Pieces for one request, so that no handler runs long and no window is overrun. */
    private static final int CHUNKS = 4;

    private static final int BATCH_BYTES = CHUNKS * RumorMessage.MAX_CHUNK_BYTES;

    /** Requests cut short by a full window that are remembered until it opens. */
    private static final int MAX_WAITING = 64;

    private final RumorConfig.Transfer config;
    private final Environment env;
    private final RecentRumors recent;
    private final Copies copies;
    private final BiConsumer<LargePayload, Peer> complete;
    private final Map<RumorId, LargePayload> fetching = new LinkedHashMap<>();
    private long fetchBytes;

    /** What the window did not take, by who asked for it. */
    private final Map<Peer, Fetch> waiting = new LinkedHashMap<>();

    /**
     * Creates one.
     *
     * @param complete is given each payload that has come, and who sent the last of it
     */
    Transfers(
            RumorConfig.Transfer config,
            Environment env,
            RecentRumors recent,
            Copies copies,
            BiConsumer<LargePayload, Peer> complete) {
        this.config = config;
        this.env = env;
        this.recent = recent;
        this.copies = copies;
        this.complete = complete;
    }

    // Fetching

    /** Somebody has a rumor that is not known here. What there is no room for now is left to a later offer. */
    void onOffer(Peer from, Offer offer) {
        LargePayload payload = fetching.get(offer.id());
        if (payload != null) {
            if (payload.offer.sizeBytes() == offer.sizeBytes()) payload.addSource(from);
            return;
        }
        if (fetching.size() >= config.fetches() || fetchBytes + offer.sizeBytes() > config.fetchBytes()) return;
        payload = new LargePayload(offer);
        payload.addSource(from);
        fetching.put(offer.id(), payload);
        fetchBytes += offer.sizeBytes();
        askNextSource(payload);
    }

    private void askNextSource(LargePayload payload) {
        Peer before = payload.source();
        Peer source = payload.nextSource();
        if (before != null) release(before);
        if (source == null) {
            drop(payload);
            return;
        }
        env.links().open(source);
        expect(payload);
    }

    private void drop(LargePayload payload) {
        if (fetching.remove(payload.id()) != null) fetchBytes -= payload.offer.sizeBytes();
    }

    /** Closes the link unless something else is being fetched over it. */
    private void release(Peer peer) {
        for (LargePayload other : fetching.values()) if (other.isFrom(peer)) return;
        env.links().close(peer, "fetched");
    }

    private void expect(LargePayload payload) {
        env.schedule(
                config.timeout(), new RumorTimer.FetchTimeout(payload.id(), payload.attempt(), payload.received()));
    }

    void onTimeout(RumorTimer.FetchTimeout timeout) {
        LargePayload payload = fetching.get(timeout.id());
        if (payload == null || payload.attempt() != timeout.attempt()) return;
        if (payload.received() > timeout.received()) expect(payload);
        else askNextSource(payload);
    }

    /** A link stands, or can be written to again. */
    void linkReady(Peer peer) {
        for (LargePayload payload : fetching.values())
            if (payload.isFrom(peer) && payload.wantsMore()) request(payload, peer);
        Fetch cut = waiting.remove(peer);
        if (cut != null) serve(peer, cut);
    }

    private void request(LargePayload payload, Peer peer) {
        if (env.links().send(peer, new Fetch(payload.id(), payload.received())))
            payload.request(endOfBatch(payload.received(), payload.offer.sizeBytes()));
    }

    void linkDown(Peer peer) {
        waiting.remove(peer);
        for (LargePayload payload : affected(peer)) askNextSource(payload);
    }

    private List<LargePayload> affected(Peer peer) {
        List<LargePayload> affected = new ArrayList<>();
        for (LargePayload payload : fetching.values()) if (payload.isFrom(peer)) affected.add(payload);
        return affected;
    }

    void onGone(Peer from, Gone gone) {
        LargePayload payload = fetching.get(gone.id());
        if (payload != null && payload.isFrom(from)) askNextSource(payload);
    }

    /** False if nobody asked for this piece. */
    boolean onChunk(Peer from, Chunk chunk) {
        LargePayload payload = fetching.get(chunk.id());
        if (payload == null || !payload.isFrom(from) || !payload.append(chunk.offset(), chunk.bytes())) return false;
        if (payload.isComplete()) finish(payload, from);
        else if (payload.wantsMore()) request(payload, from);
        return true;
    }

    private void finish(LargePayload payload, Peer from) {
        drop(payload);
        release(from);
        complete.accept(payload, from);
    }

    @Nullable
    LargePayload find(RumorId id) {
        return fetching.get(id);
    }

    // Serving

    void onFetch(Peer from, Fetch fetch) {
        Item item = recent.find(fetch.id());
        boolean mayHave = item != null && (fetch.offset() > 0 || copies.handOut(item));
        if (mayHave) serve(from, fetch);
        else env.links().send(from, new Gone(fetch.id()));
    }

    private void serve(Peer to, Fetch fetch) {
        Item item = recent.find(fetch.id());
        if (item == null) return;
        byte[] payload = item.rumor.payload();
        int end = endOfBatch(fetch.offset(), payload.length);
        for (int at = fetch.offset(); at < end; at += RumorMessage.MAX_CHUNK_BYTES) {
            int next = Math.min(end, at + RumorMessage.MAX_CHUNK_BYTES);
            if (!env.links().send(to, new Chunk(fetch.id(), at, Arrays.copyOfRange(payload, at, next)))) {
                if (waiting.size() < MAX_WAITING) waiting.put(to, new Fetch(fetch.id(), at));
                return;
            }
        }
    }

    /** Batches begin at multiples of their size, so that both sides agree where one ends that was cut in two. */
    private static int endOfBatch(int offset, int size) {
        return Math.min(size, (offset / BATCH_BYTES + 1) * BATCH_BYTES);
    }
}
