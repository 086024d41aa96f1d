package io.hearsay.data;

import io.hearsay.NodeId;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of a map under last write wins, whose deletes leave death certificates (Demers 1987, 2).
 *
 * <p>Promises: replicas that have merged the same cells hold the same, whatever the order. A value that was deleted is
 * gone wherever its certificate is active. A certificate goes when all that hold the map have acknowledged it, or when
 * its time is over; then it may lie dormant. A copy of the value that comes back awakens a dormant one, and where the
 * value is known to have been held before, makes one anew, which spreads again; what was written after the delete is
 * never touched by it. Does not promise anything against a copy that was away for longer than both retentions, of whose
 * writer nothing is known any more. Bound: its cells, and the certificates that it keeps as one of their sites. Dormant
 * certificates are no part of what is to be the same everywhere.
 */
public final class LwwMap implements MapState<Cell> {
    private final long site;
    private final Retention retention;
    private final Owners owners;
    private final Supplier<Acknowledged> acknowledged;
    private final Changes<Cell> changes;
    private volatile ConcurrentHashMap<Bytes, Cell> cells = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<Bytes, Cell> dormant = new ConcurrentHashMap<>();
    private final Map<Bytes, Long> unacknowledged = new LinkedHashMap<>();
    private long awakenings;
    private long returns;
    private long settled;

    /* Where the sweep goes on: such an iterator bears changes meanwhile. */
    private Iterator<Map.Entry<Bytes, Cell>> unswept = Collections.emptyIterator();
    private boolean sweepsDormant = true;

    /**
     * An empty map.
     *
     * @param site this node's number, as it may stand among a certificate's sites
     * @param acknowledged asked each time, as who holds the map may change
     */
    public LwwMap(
            long site, Retention retention, Owners owners, Supplier<Acknowledged> acknowledged, Changes<Cell> changes) {
        this.site = site;
        this.retention = retention;
        this.owners = owners;
        this.acknowledged = acknowledged;
        this.changes = changes;
    }

    /**
     * The value; null if there is none, or it was deleted. One that has expired, or whose owner is gone, is here until
     * the sweep finds it.
     */
    public @Nullable Bytes get(Bytes key) {
        Cell cell = cells.get(key);
        return cell == null ? null : cell.value();
    }

    @Override
    public @Nullable Cell cell(Bytes key) {
        return cells.get(key);
    }

    /** Active certificates included. */
    @Override
    public Map<Bytes, Cell> cells() {
        return Collections.unmodifiableMap(cells);
    }

    /** How many certificates lie dormant here. */
    public int dormant() {
        return dormant.size();
    }

    /** How many dormant certificates were awakened here. */
    public long awakenings() {
        return awakenings;
    }

    /** How many values came back here that had been held and deleted before. */
    public long returns() {
        return returns;
    }

    /** How many certificates went because all had acknowledged them. */
    public long settled() {
        return settled;
    }

    @Override
    public boolean heal(Bytes key, Cell value) {
        return cells.replace(key, value) != null;
    }

    @Override
    public Iterator<Bytes> drop() {
        Iterator<Bytes> keys = Stream.concat(cells.keySet().stream(), dormant.keySet().stream())
                .iterator();
        cells = new ConcurrentHashMap<>();
        dormant = new ConcurrentHashMap<>();
        unacknowledged.clear();
        unswept = Collections.emptyIterator();
        sweepsDormant = true;
        return keys;
    }

    @Override
    public boolean keeps(Bytes key) {
        return dormant.containsKey(key);
    }

    @Override
    public boolean merge(Bytes key, Cell offered, long nowMillis) {
        Cell cell = at(offered, nowMillis);
        Cell held = cells.get(key);
        if (held != null || cell.owner() != null || !hasHeld(cell)) return take(key, held, cell, nowMillis);
        if (!cell.isDeleted()) return refute(key, cell, nowMillis);
        return !isSettled(cell, nowMillis) && take(key, null, cell, nowMillis); // else all know it, and it has gone
    }

    private boolean hasHeld(Cell cell) {
        return acknowledged.get().hasHeld(cell.written());
    }

    private boolean isSettled(Cell certificate, long nowMillis) {
        return nowMillis - certificate.activatedMillis() > retention.settled().toMillis();
    }

    private boolean take(Bytes key, @Nullable Cell held, Cell cell, long nowMillis) {
        if (isOver(cell, nowMillis)) return bury(key, held, cell);
        Cell sleeping = dormant.get(key);
        if (sleeping != null && sleeping.supersedes(cell)) return awaken(key, sleeping, nowMillis);
        if (held != null && !cell.supersedes(held)) return false;
        dormant.remove(key);
        put(key, cell);
        return true;
    }

    /** A certificate past its time does what it is for, and is not taken up again: it would go round for ever. */
    private boolean bury(Bytes key, @Nullable Cell held, Cell certificate) {
        if (held == null || !certificate.supersedes(held)) return false;
        remove(key, held);
        return true;
    }

    /** It was here, and is no longer: its certificate, which all had acknowledged, is made anew. */
    private boolean refute(Bytes key, Cell returned, long nowMillis) {
        returns++;
        Cell sleeping = dormant.remove(key);
        Cell certificate =
                sleeping == null ? returned.ended() : returned.ended().merge(sleeping);
        put(key, certificate.awakened(nowMillis));
        return true;
    }

    /** An obsolete copy met the certificate. */
    private boolean awaken(Bytes key, Cell sleeping, long nowMillis) {
        dormant.remove(key);
        awakenings++;
        put(key, sleeping.awakened(nowMillis));
        return true;
    }

    private void put(Bytes key, Cell cell) {
        if (!unacknowledged.isEmpty()) unacknowledged.remove(key);
        if (cell.isDeleted()) unacknowledged.put(key, acknowledged.get().reading());
        changes.changed(key, cells.put(key, cell), cell);
    }

    private void remove(Bytes key, Cell held) {
        if (held.isDeleted()) unacknowledged.remove(key);
        cells.remove(key);
        changes.changed(key, held, null);
    }

    @Override
    public boolean restore(Bytes key, Cell stored, long nowMillis) {
        Cell cell = at(stored, nowMillis);
        if (!isOver(cell, nowMillis)) take(key, cells.get(key), cell, nowMillis);
        else if (isSite(cell) && !isForgotten(cell, nowMillis)) dormant.put(key, cell);
        else return false;
        return true;
    }

    private boolean isOver(Cell cell, long nowMillis) {
        return cell.isDeleted()
                && nowMillis - cell.activatedMillis() > retention.active().toMillis();
    }

    private boolean isForgotten(Cell certificate, long nowMillis) {
        long longest = retention.active().toMillis() + retention.dormant().toMillis();
        return nowMillis - certificate.activatedMillis() > longest;
    }

    private boolean isSite(Cell certificate) {
        return certificate.sites().contains(site);
    }

    /** Lets certificates fall asleep, or go, whose time has come, and values expire; looks at all cells. */
    public void collect(long nowMillis) {
        unswept = Collections.emptyIterator();
        sweepsDormant = true;
        sweep(nowMillis, Integer.MAX_VALUE);
    }

    /** First what all have acknowledged, then the cells, then the certificates that sleep. */
    @Override
    public int sweep(long nowMillis, int atMost) {
        int looked = settle(nowMillis, atMost);
        if (sweepsDormant && !unswept.hasNext()) {
            unswept = cells.entrySet().iterator();
            sweepsDormant = false;
        }
        while (looked < atMost && (unswept.hasNext() || beginsDormant())) {
            Map.Entry<Bytes, Cell> entry = unswept.next();
            looked++;
            if (!sweepsDormant) end(entry.getKey(), entry.getValue(), nowMillis);
            else if (isForgotten(entry.getValue(), nowMillis)) dormant.remove(entry.getKey());
        }
        return looked;
    }

    /** Lets certificates go, in the order in which they came, that all have acknowledged. */
    private int settle(long nowMillis, int atMost) {
        int gone = 0;
        long watermark = unacknowledged.isEmpty() ? 0 : acknowledged.get().watermark();
        while (gone < atMost && !unacknowledged.isEmpty()) {
            Map.Entry<Bytes, Long> first = unacknowledged.entrySet().iterator().next();
            Cell certificate = cells.get(first.getKey());
            if (certificate == null) throw new AssertionError("no certificate of " + first.getKey());
            if (first.getValue() > watermark || !isSettled(certificate, nowMillis)) break;
            if (isSite(certificate) && acknowledged.get().hasAbsent()) dormant.put(first.getKey(), certificate);
            remove(first.getKey(), certificate);
            gone++;
        }
        settled += gone;
        return gone;
    }

    private boolean beginsDormant() {
        if (sweepsDormant) return false;
        sweepsDormant = true;
        unswept = dormant.entrySet().iterator();
        return unswept.hasNext();
    }

    @Override
    public boolean end(Bytes key, long nowMillis) {
        Cell held = cells.get(key);
        return held != null && end(key, held, nowMillis);
    }

    /** Does to a cell what its time has come for, if it has. */
    private boolean end(Bytes key, Cell held, long nowMillis) {
        Cell cell = at(held, nowMillis);
        if (isOver(cell, nowMillis)) {
            if (isSite(cell)) dormant.put(key, cell);
            remove(key, held);
            return true;
        }
        if (!cell.isDeleted() || held.isDeleted()) return false;
        put(key, cell);
        return true;
    }

    private Cell at(Cell cell, long nowMillis) {
        NodeId owner = cell.owner();
        return owner != null && isOver(cell, owner, nowMillis) ? cell.ended() : cell.at(nowMillis);
    }

    /**
     * What belongs to somebody of whom nobody speaks is dropped when its certificate would be over as well, so that it
     * leaves none: whoever drops it too early has it again from its owner, and takes it from nobody.
     */
    private boolean isOver(Cell cell, NodeId owner, long nowMillis) {
        Owners.Life life = owners.of(owner);
        return life == Owners.Life.OVER || life == Owners.Life.UNKNOWN && isOver(cell.ended(), nowMillis);
    }
}
