package io.hearsay.sampling.cyclon;

import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.sampling.cyclon.CyclonConfig.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** At most so many entries, of distinct peers, none of them this node. */
final class View implements Peers {
    private final int capacity;
    private final long self;
    private final List<Entry> entries = new ArrayList<>();

    View(int capacity, long self) {
        this.capacity = capacity;
        this.self = self;
    }

    @Override
    public int size() {
        return entries.size();
    }

    boolean isFull() {
        return entries.size() >= capacity;
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    @Override
    public List<Peer> sample(int count, RandomGenerator random) {
        return draw(count, random).stream().map(Entry::peer).toList();
    }

    /** Distinct entries in random order; all of them where there are fewer. */
    List<Entry> draw(int count, RandomGenerator random) {
        List<Entry> rest = new ArrayList<>(entries);
        int wanted = Math.min(count, rest.size());
        for (int i = 0; i < wanted; i++) {
            int pick = i + random.nextInt(rest.size() - i);
            Entry picked = rest.get(pick);
            rest.set(pick, rest.get(i));
            rest.set(i, picked);
        }
        return rest.subList(0, wanted);
    }

    /** As {@link #draw}, but the oldest so many only when the others are not enough. */
    List<Entry> drawYoung(int count, int oldest, RandomGenerator random) {
        List<Entry> drawn = new ArrayList<>(draw(entries.size(), random));
        for (int i = 0; i < Math.min(oldest, drawn.size()); i++) {
            Entry old = oldest(drawn.subList(0, drawn.size() - i));
            drawn.remove(old);
            drawn.add(drawn.size() - i, old);
        }
        return drawn.subList(0, Math.min(count, drawn.size()));
    }

    void age() {
        entries.replaceAll(Entry::older);
    }

    /** The entry of the highest age; there is one. */
    Entry oldest() {
        return oldest(entries);
    }

    private static Entry oldest(List<Entry> of) {
        Entry oldest = of.get(0);
        for (Entry entry : of) if (entry.age() > oldest.age()) oldest = entry;
        return oldest;
    }

    void remove(Entry entry) {
        entries.remove(entry);
    }

    /** Takes it in if there is room and the peer is new; false if not. */
    boolean add(Entry entry) {
        return !isFull() && isNew(entry) && entries.add(entry);
    }

    private boolean isNew(Entry entry) {
        return entry.peer().instance() != self && find(entries, entry) == null;
    }

    /** Puts it in the place of a random entry, which is answered; null, and nothing has changed, if it is not new. */
    @Nullable
    Entry exchange(Entry entry, RandomGenerator random) {
        return isNew(entry) ? entries.set(random.nextInt(entries.size()), entry) : null;
    }

    /** Cyclon's rule: new ones fill free places, then those of entries that were sent, one by one. */
    void swap(List<Entry> received, List<Entry> sent) {
        List<Entry> yielding = new ArrayList<>(sent);
        for (Entry entry : received) {
            if (!isNew(entry)) continue;
            while (isFull() && !yielding.isEmpty()) entries.remove(yielding.remove(0));
            if (!add(entry)) return;
        }
    }

    /** The generic rule: all together, then down to size by age, by having been sent, by chance. */
    void select(List<Entry> received, List<Entry> sent, Select rule, RandomGenerator random) {
        for (Entry entry : received) {
            Entry known = find(entries, entry);
            if (known == null && entry.peer().instance() != self) entries.add(entry);
            else if (known != null && known.age() > entry.age()) entries.set(entries.indexOf(known), entry);
        }
        for (int left = rule.healer(); left > 0 && entries.size() > capacity; left--) entries.remove(oldest());
        int left = rule.swapper();
        for (Entry entry : sent) if (left > 0 && entries.size() > capacity && entries.remove(entry)) left--;
        while (entries.size() > capacity) entries.remove(random.nextInt(entries.size()));
    }

    private static @Nullable Entry find(List<Entry> among, Entry wanted) {
        for (Entry entry : among) if (entry.peer().instance() == wanted.peer().instance()) return entry;
        return null;
    }
}
