package io.hearsay.antientropy.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HashTreeTest {
    private final HashTree tree = new HashTree();
    private final TreeSet<Long> model = new TreeSet<>(Long::compareUnsigned);

    private void checkAgainstModel(Branch branch) {
        long[] expected = model.stream()
                .filter(branch::contains)
                .mapToLong(Long::longValue)
                .toArray();
        assertThat(tree.items(branch)).containsExactly(expected);
        assertThat(tree.count(branch)).isEqualTo(expected.length);
        if (branch.depth() == Branch.MAX_DEPTH) return;
        long[] hashes = new long[Branch.FANOUT];
        for (long item : expected) hashes[Branch.childOf(item, branch.depth())] ^= item;
        assertThat(tree.childHashes(branch)).containsExactly(hashes);
    }

    private void checkOrder(long from) {
        long[] expected = model.tailSet(from).stream()
                .limit(64)
                .mapToLong(Long::longValue)
                .toArray();
        assertThat(tree.items(from, 64)).containsExactly(expected);
    }

    @Test
    void is_at_every_branch_what_its_items_make_it() {
        SplittableRandom random = new SplittableRandom(4);
        for (int step = 0; step < 20_000; step++) {
            boolean grows = step < 8_000 || step > 14_000;
            if (model.isEmpty() || random.nextInt(10) < (grows ? 8 : 2)) {
                long item =
                        random.nextInt(4) == 0 ? random.nextLong(100) : random.nextLong(); // some lie close together
                if (model.add(item)) tree.add(item);
            } else {
                Long item = model.ceiling(random.nextLong());
                if (item == null) item = model.first();
                model.remove(item);
                tree.remove(item);
            }
            if (step % 500 != 0) continue;
            checkOrder(random.nextInt(3) == 0 ? random.nextLong(100) : random.nextLong());
            Branch branch = Branch.ROOT;
            for (int depth = 0; depth < Branch.MAX_DEPTH; depth++) {
                checkAgainstModel(branch);
                branch = branch.child(depth < 2 ? random.nextInt(Branch.FANOUT) : 0);
            }
        }
        assertThat(tree.count()).isEqualTo(model.size());
        for (long item : model) assertThat(tree.contains(item)).isTrue();
        assertThat(tree.contains(101)).isFalse();
    }

    @Test
    void knows_what_items_stand_for_wherever_they_move() {
        SplittableRandom random = new SplittableRandom(5);
        TreeMap<Long, String> entries = new TreeMap<>();
        for (int step = 0; step < 20_000; step++) {
            Long item = entries.ceilingKey(random.nextLong());
            if (item == null || random.nextInt(10) < (step < 12_000 ? 7 : 3)) {
                long added = random.nextInt(4) == 0 ? random.nextLong(1_000) : random.nextLong();
                String entry = random.nextInt(20) == 0 ? null : "entry " + added % 100;
                if (tree.contains(added)) continue;
                tree.add(added, entry);
                entries.put(added, entry == null ? "" : entry);
            } else {
                tree.remove(item);
                entries.remove(item);
                assertThat(tree.entry(item)).isNull();
            }
            if (step % 1_000 == 0)
                entries.forEach(
                        (each, entry) -> assertThat(tree.entry(each)).isEqualTo(entry.isEmpty() ? null : entry));
        }
        assertThat(entries).hasSizeGreaterThan(100);
        assertThat(tree.standingFor("entry 42"))
                .containsExactlyInAnyOrder(entries.entrySet().stream()
                        .filter(each -> each.getValue().equals("entry 42"))
                        .mapToLong(Map.Entry::getKey)
                        .toArray());
    }

    @Test
    void is_empty_again_when_all_is_removed() {
        for (long i = 1; i <= 5_000; i++) tree.add(i * 0x9e3779b97f4a7c15L);
        for (long i = 5_000; i >= 1; i--) tree.remove(i * 0x9e3779b97f4a7c15L);
        assertThat(tree.count()).isZero();
        assertThat(tree.childHashes(Branch.ROOT)).containsOnly(0);
    }
}
