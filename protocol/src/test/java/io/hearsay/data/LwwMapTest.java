package io.hearsay.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.NodeId;
import io.hearsay.data.Owners.Life;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LwwMapTest {
    private static final Bytes KEY = Bytes.of("key");
    private static final Retention SHORT = new Retention(Duration.ofMillis(100), Duration.ofMillis(1_000), 1);
    private static final long SITE = 1;
    private static final long OTHER = 2;

    private Life life = Life.LIVE;
    private Acknowledged known = Acknowledged.NOTHING;

    private LwwMap map(long replica) {
        return new LwwMap(replica, SHORT, owner -> life, () -> known, (key, before, after) -> {});
    }

    private static Cell cell(LwwMap map) {
        Cell cell = map.cell(KEY);
        if (cell == null) throw new AssertionError("there is nothing");
        return cell;
    }

    private static Timestamp at(long millis) {
        return new Timestamp(millis << Timestamp.COUNT_BITS, 9);
    }

    private static Cell value(long millis, String text) {
        return Cell.of(at(millis), Bytes.of(text));
    }

    private static Cell certificate(long millis) {
        return Cell.deleted(at(millis), List.of(SITE));
    }

    @Test
    void an_old_copy_does_not_bring_a_deleted_value_back() {
        LwwMap map = map(OTHER);
        map.merge(KEY, value(1, "a"), 1);
        map.merge(KEY, certificate(2), 2);
        assertThat(map.get(KEY)).isNull();
        assertThat(map.merge(KEY, value(1, "a"), 3)).isFalse();
        assertThat(map.get(KEY)).isNull();
    }

    @Test
    void a_certificate_sleeps_at_its_sites_and_goes_elsewhere() {
        LwwMap site = map(SITE);
        LwwMap other = map(OTHER);
        for (LwwMap map : List.of(site, other)) {
            map.merge(KEY, certificate(2), 2);
            map.collect(103);
            assertThat(map.cells()).isEmpty();
        }
        assertThat(site.dormant()).isEqualTo(1);
        assertThat(other.dormant()).isZero();
        site.collect(1_200);
        assertThat(site.dormant()).isZero();
    }

    @Test
    void an_obsolete_copy_awakens_it_under_its_old_date() {
        LwwMap site = map(SITE);
        site.merge(KEY, certificate(2), 2);
        site.collect(103);
        assertThat(site.merge(KEY, value(1, "old"), 500)).isTrue();
        assertThat(site.get(KEY)).isNull();
        assertThat(site.awakenings()).isEqualTo(1);
        Cell awake = cell(site);
        assertThat(awake).isEqualTo(Cell.certificate(at(2), 500, List.of(SITE)));

        LwwMap other = map(OTHER); // has dropped its own and taken the old copy
        other.merge(KEY, value(1, "old"), 450);
        other.merge(KEY, awake, 501);
        assertThat(other.get(KEY)).isNull();
    }

    @Test
    void a_re_creation_survives_the_awakening() {
        LwwMap site = map(SITE);
        site.merge(KEY, certificate(2), 2);
        site.collect(103);
        LwwMap other = map(OTHER);
        other.merge(KEY, value(200, "new"), 200);
        site.merge(KEY, value(1, "old"), 500);
        other.merge(KEY, cell(site), 501);
        assertThat(other.get(KEY)).isEqualTo(Bytes.of("new"));
        site.merge(KEY, value(200, "new"), 502);
        assertThat(site.get(KEY)).isEqualTo(Bytes.of("new"));
    }

    @Test
    void a_re_creation_ends_the_sleep() {
        LwwMap site = map(SITE);
        site.merge(KEY, certificate(2), 2);
        site.collect(103);
        site.merge(KEY, value(200, "new"), 200);
        assertThat(site.get(KEY)).isEqualTo(Bytes.of("new"));
        assertThat(site.dormant()).isZero();
        assertThat(site.awakenings()).isZero();
    }

    @Test
    void a_certificate_past_its_time_is_not_taken_up_again() {
        LwwMap other = map(OTHER);
        assertThat(other.merge(KEY, certificate(2), 103)).isFalse();
        assertThat(other.cells()).isEmpty();
        other.merge(KEY, value(1, "old"), 104);
        assertThat(other.merge(KEY, certificate(2), 105)).isTrue();
        assertThat(other.cells()).isEmpty();
    }

    @Test
    void a_late_copy_of_a_certificate_does_not_end_its_sleep() {
        LwwMap site = map(SITE);
        site.merge(KEY, certificate(2), 2);
        site.collect(103);
        assertThat(site.merge(KEY, certificate(2), 104)).isFalse();
        assertThat(site.dormant()).isEqualTo(1);
    }

    @Test
    void replicas_agree_whatever_the_order() {
        SplittableRandom random = new SplittableRandom(8);
        for (int run = 0; run < 300; run++) {
            List<Cell> written = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                long millis = random.nextInt(4);
                written.add(random.nextBoolean() ? value(millis, "v" + random.nextInt(3)) : certificate(millis));
            }
            LwwMap a = map(OTHER);
            LwwMap b = map(OTHER);
            for (Cell cell : written) a.merge(KEY, cell, 5);
            while (!written.isEmpty()) b.merge(KEY, written.remove(random.nextInt(written.size())), 5);
            assertThat(a.cells()).isEqualTo(b.cells());
        }
    }

    @Test
    void tells_each_change_of_what_is_shared() {
        List<String> told = new ArrayList<>();
        LwwMap map = new LwwMap(
                SITE,
                SHORT,
                owner -> life,
                () -> known,
                (key, before, after) ->
                        told.add((before == null ? "nothing" : before.isDeleted() ? "certificate" : "value") + " to "
                                + (after == null ? "nothing" : after.isDeleted() ? "certificate" : "value")));
        map.merge(KEY, value(1, "a"), 1);
        map.merge(KEY, certificate(2), 2);
        map.collect(103);
        map.merge(KEY, value(1, "a"), 104);
        assertThat(told)
                .containsExactly(
                        "nothing to value", "value to certificate", "certificate to nothing", "nothing to certificate");
    }

    @Test
    void an_expired_value_turns_into_one_certificate_everywhere() {
        LwwMap early = map(OTHER);
        LwwMap late = map(OTHER);
        Cell brief = Cell.expiring(at(1), Bytes.of("a"), 50);
        for (LwwMap map : List.of(early, late)) map.merge(KEY, brief, 2);
        assertThat(cell(early).valueAt(49)).isEqualTo(Bytes.of("a"));
        assertThat(cell(early).valueAt(50)).isNull();
        early.collect(50);
        assertThat(late.merge(KEY, cell(early), 51)).isTrue();
        assertThat(early.merge(KEY, brief, 52)).isFalse();
        assertThat(late.cells()).isEqualTo(early.cells());
        assertThat(late.merge(KEY, value(1, "older"), 53)).isFalse();
        late.collect(151);
        assertThat(late.cells()).isEmpty();
    }

    private static final NodeId OWNER = new NodeId("web-1", 7, 9);

    @Test
    void what_is_owned_turns_into_one_certificate_everywhere_when_its_owner_is_over() {
        LwwMap early = map(OTHER);
        LwwMap late = map(OTHER);
        Cell owned = Cell.owned(at(10), Bytes.of("a"), OWNER);
        for (LwwMap map : List.of(early, late)) map.merge(KEY, owned, 10);
        life = Life.AWAY;
        early.collect(20);
        assertThat(early.cell(KEY)).isEqualTo(owned);
        life = Life.OVER;
        assertThat(early.end(KEY, 30)).isTrue();
        assertThat(early.end(KEY, 31)).isFalse();
        late.collect(40);
        assertThat(late.cells()).isEqualTo(early.cells());
        assertThat(early.merge(KEY, owned, 50)).isFalse();
        assertThat(early.merge(KEY, value(11, "of somebody else"), 51)).isTrue();
    }

    @Test
    void what_is_owned_by_one_who_is_over_comes_in_as_its_certificate() {
        LwwMap map = map(OTHER);
        life = Life.OVER;
        map.merge(KEY, Cell.owned(at(10), Bytes.of("a"), OWNER), 20);
        assertThat(cell(map).isDeleted()).isTrue();
        map.collect(111);
        assertThat(map.cells()).isEmpty();
        assertThat(map.merge(KEY, Cell.owned(at(10), Bytes.of("a"), OWNER), 112))
                .isFalse();
        assertThat(map.restore(KEY, Cell.owned(at(10), Bytes.of("a"), OWNER), 112))
                .isFalse();
    }

    @Test
    void what_belongs_to_one_of_whom_nobody_speaks_goes_when_a_certificate_of_it_would() {
        LwwMap map = map(OTHER);
        Cell owned = Cell.owned(at(10), Bytes.of("a"), OWNER);
        life = Life.UNKNOWN;
        map.merge(KEY, owned, 20);
        map.collect(110);
        assertThat(map.cell(KEY)).isEqualTo(owned);
        map.collect(111);
        assertThat(map.cells()).isEmpty();
        assertThat(map.merge(KEY, owned, 112)).isFalse();
        life = Life.LIVE;
        assertThat(map.merge(KEY, owned, 113)).isTrue();
    }

    @Test
    void a_sweep_goes_on_where_it_stopped() {
        LwwMap map = map(SITE);
        for (int i = 0; i < 10; i++) map.merge(Bytes.of("key" + i), certificate(2), 2);
        assertThat(map.sweep(103, 4)).isEqualTo(4);
        assertThat(map.cells()).hasSize(6);
        assertThat(map.sweep(103, 4)).isEqualTo(4);
        assertThat(map.sweep(103, 4)).isEqualTo(4); // two of the last cells, two of those that sleep now
        assertThat(map.cells()).isEmpty();
        assertThat(map.dormant()).isEqualTo(10);
        while (map.sweep(1_200, 4) == 4) assertThat(map.dormant()).isNotNegative();
        map.collect(1_200);
        assertThat(map.dormant()).isZero();
    }

    @Test
    void comes_back_with_what_was_stored() {
        LwwMap site = map(SITE);
        assertThat(site.restore(KEY, value(1, "a"), 5)).isTrue();
        assertThat(site.get(KEY)).isEqualTo(Bytes.of("a"));
        assertThat(map(SITE).restore(KEY, certificate(2), 500)).isTrue();
        assertThat(map(OTHER).restore(KEY, certificate(2), 500)).isFalse();
        assertThat(map(SITE).restore(KEY, certificate(2), 1_200)).isFalse();
    }

    /** All is acknowledged up to some reading, and what was written up to it has been held. */
    private static Acknowledged upTo(long watermark, boolean hasAbsent) {
        return new Acknowledged() {
            @Override
            public long reading() {
                return 50;
            }

            @Override
            public long watermark() {
                return watermark;
            }

            @Override
            public boolean hasAbsent() {
                return hasAbsent;
            }

            @Override
            public boolean hasHeld(Timestamp written) {
                return written.millis() <= watermark;
            }
        };
    }

    private LwwMap settling() {
        return new LwwMap(
                SITE, SHORT.withSettled(Duration.ofMillis(10)), owner -> life, () -> known, (key, before, after) -> {});
    }

    @Test
    void a_certificate_goes_when_all_have_acknowledged_it_and_it_has_settled() {
        known = upTo(0, false);
        LwwMap map = settling();
        map.merge(KEY, value(1, "a"), 1);
        map.merge(KEY, certificate(45), 45);
        known = upTo(49, false);
        map.collect(60);
        assertThat(map.cell(KEY)).isNotNull();
        known = upTo(50, false);
        map.collect(55);
        assertThat(map.cell(KEY)).isNotNull();
        map.collect(56);
        assertThat(map.cell(KEY)).isNull();
        assertThat(map.dormant()).isZero();
        assertThat(map.settled()).isEqualTo(1);
    }

    @Test
    void its_sites_keep_it_if_somebody_may_come_back_who_has_not_acknowledged_it() {
        LwwMap map = settling();
        map.merge(KEY, certificate(45), 45);
        known = upTo(50, true);
        map.collect(60);
        assertThat(map.cell(KEY)).isNull();
        assertThat(map.dormant()).isEqualTo(1);
        map.merge(KEY, value(1, "a"), 61);
        assertThat(cell(map).isDeleted()).isTrue();
    }

    @Test
    void a_value_that_was_held_and_is_gone_is_deleted_anew_where_it_comes_back() {
        LwwMap map = settling();
        known = upTo(50, false);
        assertThat(map.merge(KEY, value(50, "a"), 200)).isTrue();
        assertThat(cell(map)).isEqualTo(Cell.certificate(at(50), 200, List.of()));
        assertThat(map.returns()).isEqualTo(1);
        LwwMap other = map(OTHER);
        other.merge(KEY, value(50, "a"), 60);
        other.merge(KEY, cell(map), 200);
        assertThat(other.get(KEY)).isNull();
    }

    @Test
    void what_was_written_since_and_what_is_owned_comes_in() {
        known = upTo(50, false);
        LwwMap map = settling();
        map.merge(KEY, value(51, "a"), 200);
        assertThat(map.get(KEY)).isEqualTo(Bytes.of("a"));
        NodeId owner = new NodeId("n", 1, 9);
        map.merge(Bytes.of("mine"), Cell.owned(at(40), Bytes.of("b"), owner), 200);
        assertThat(map.get(Bytes.of("mine"))).isEqualTo(Bytes.of("b"));
    }

    @Test
    void a_certificate_that_has_gone_is_not_taken_up_again_from_who_still_has_it() {
        known = upTo(50, false);
        LwwMap map = settling();
        assertThat(map.merge(KEY, certificate(45), 56)).isFalse();
        assertThat(map.cell(KEY)).isNull();
        assertThat(map.merge(KEY, certificate(45), 55)).isTrue();
    }

    @Test
    void what_an_earlier_life_has_stored_is_taken_as_it_is() {
        known = upTo(50, false);
        LwwMap map = settling();
        assertThat(map.restore(KEY, value(40, "a"), 90)).isTrue();
        assertThat(map.get(KEY)).isEqualTo(Bytes.of("a"));
        assertThat(map.restore(Bytes.of("gone"), certificate(45), 90)).isTrue();
        assertThat(map.cell(Bytes.of("gone"))).isNotNull();
    }

    @Test
    void a_key_written_again_waits_for_nothing() {
        LwwMap map = settling();
        map.merge(KEY, certificate(45), 45);
        map.merge(KEY, value(46, "b"), 46);
        known = upTo(50, false);
        map.collect(90);
        assertThat(map.get(KEY)).isEqualTo(Bytes.of("b"));
        map.merge(KEY, certificate(47), 47);
        map.collect(90);
        assertThat(map.cell(KEY)).isNull();
    }
}
