package io.hearsay.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a map under last write wins, whose deletes leave death certificates (Demers 1987, 2).
 *
 * <p>Promises: replicas that have merged the same cells hold the same, whatever the order. A value that was deleted is
 * gone wherever its certificate is active. Where the certificate is dormant, a copy of the value that comes back
 * awakens it, and it spreads again; what was written after the delete is never touched by it. Does not promise anything
 * against a copy that was away for longer than both retentions, or that comes when all sites have lost the certificate.
 * Bound: its cells, and the certificates that it keeps as one of their sites. Not thread-safe.
 */
public final class LwwMap {
    private final long replica;
    private final Retention retention;
    private final Changes changes;
    private final TreeMap<Bytes, Cell> cells = new TreeMap<>();
    private final TreeMap<Bytes, Cell> dormant = new TreeMap<>();
    private long awakenings;

    /** Is told of each change of what is to be the same everywhere: dormant certificates are not part of it. */
    public interface Changes {

        /** Null stands for nothing; not both are null. */
        void changed(Bytes key, @Nullable Cell before, @Nullable Cell after);
    }

    /**
     * An empty map.
     *
     * @param replica this node's, as it may stand among a certificate's sites
     */
    public LwwMap(long replica, Retention retention, Changes changes) {
        this.replica = replica;
        this.retention = retention;
        this.changes = changes;
    }

    /** The value; null if there is none, or it was deleted. */
    public @Nullable Bytes get(Bytes key) {
        Cell cell = cells.get(key);
        return cell == null ? null : cell.value();
    }

    /** What stands under the key, active certificates included. */
    public @Nullable Cell cell(Bytes key) {
        return cells.get(key);
    }

    /** All of it, active certificates included; an unmodifiable view. */
    public SortedMap<Bytes, Cell> cells() {
        return Collections.unmodifiableSortedMap(cells);
    }

    /** How many certificates lie dormant here. */
    public int dormant() {
        return dormant.size();
    }

    /** How many dormant certificates were awakened here. */
    public long awakenings() {
        return awakenings;
    }

    /** Takes in a cell, written here or elsewhere; whether it changed anything. */
    public boolean merge(Bytes key, Cell cell, long nowMillis) {
        Cell held = cells.get(key);
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
        cells.remove(key);
        changes.changed(key, held, null);
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
        changes.changed(key, cells.put(key, cell), cell);
    }

    private boolean isOver(Cell cell, long nowMillis) {
        return cell.isDeleted()
                && nowMillis - cell.activatedMillis() > retention.active().toMillis();
    }

    /** Lets certificates fall asleep, or go, whose time has come; looks at all cells. */
    public void collect(long nowMillis) {
        List<Map.Entry<Bytes, Cell>> over = new ArrayList<>();
        for (Map.Entry<Bytes, Cell> each : cells.entrySet()) if (isOver(each.getValue(), nowMillis)) over.add(each);
        for (Map.Entry<Bytes, Cell> each : over) {
            if (each.getValue().sites().contains(replica)) dormant.put(each.getKey(), each.getValue());
            changes.changed(each.getKey(), each.getValue(), null);
            cells.remove(each.getKey());
        }
        long longest = retention.active().toMillis() + retention.dormant().toMillis();
        dormant.values().removeIf(cell -> nowMillis - cell.activatedMillis() > longest);
    }
}
