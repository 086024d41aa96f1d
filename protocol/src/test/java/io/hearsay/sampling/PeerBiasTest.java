package io.hearsay.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PeerBiasTest {
    private static final Place HOME = new Place("a", 0);

    private static List<Place> zones(String... zones) {
        return Arrays.stream(zones).map(zone -> new Place(zone, Place.FAR)).toList();
    }

    @Test
    void a_zone_is_left_once_by_all_of_it_together() {
        assertThat(PeerBias.zones().weights(HOME, zones("a", "a", "a", "b", "c")))
                .containsExactly(new double[] {0.25, 0.25, 0.25, 0.125, 0.125}, within(1e-12));
    }

    @Test
    void who_is_alone_in_its_zone_leaves_it_and_who_knows_no_other_zone_stays() {
        assertThat(PeerBias.zones().weights(HOME, zones("b", "c"))).containsExactly(0.5, 0.5);
        assertThat(PeerBias.zones().weights(HOME, zones("a", "a"))).containsExactly(0.5, 0.5);
    }

    @Test
    void near_ones_weigh_more_and_equals_weigh_the_same() {
        List<Place> others = List.of(new Place("", 3), new Place("", 1), new Place("", 3), new Place("", Place.FAR));
        assertThat(PeerBias.near(2).weights(HOME, others))
                .containsExactly(new double[] {1 / 9.0, 1, 1 / 9.0, 1 / 16.0}, within(1e-12));
        assertThat(PeerBias.near(0).weights(HOME, others)).containsOnly(1.0);
        assertThatThrownBy(() -> PeerBias.near(11)).hasMessageContaining("0..10, was 11");
    }

    @Test
    void a_lottery_draws_each_place_at_most_once_and_by_its_weight() {
        Lottery lottery = new Lottery(new double[] {1, 0, 3, 6});
        SplittableRandom random = new SplittableRandom(1);
        int[] first = new int[4];
        for (int i = 0; i < 100_000; i++) first[lottery.draw(1, random).get(0)]++;
        assertThat(first[1]).isZero();
        assertThat(first[0] / 100_000.0).isCloseTo(0.1, within(0.01));
        assertThat(first[3] / 100_000.0).isCloseTo(0.6, within(0.01));
        assertThat(lottery.draw(9, random)).containsExactlyInAnyOrder(0, 2, 3);
        assertThat(lottery.draw(0, random)).isEmpty();
    }

    @Test
    void a_lottery_without_prizes_is_refused() {
        assertThatThrownBy(() -> new Lottery(new double[] {0, 0})).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Lottery(new double[] {1, -1})).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new Lottery(new double[] {Double.NaN})).hasMessageContaining("NaN");
    }

    @Test
    void zones_that_would_be_cut_off_are_named() {
        PeerBias stays = (self, others) -> others.stream()
                .mapToDouble(other -> other.zone().compareTo(self.zone()) <= 0 ? 1 : 0)
                .toArray();
        List<Place> places = new ArrayList<>(zones("a", "a", "b", "b", "c", "c"));
        assertThat(new ZoneGraph(stays, places).cut()).contains(new ZoneGraph.Cut(List.of("a"), List.of("b", "c")));
        for (PeerBias bias : List.of(PeerBias.UNIFORM, PeerBias.zones(), PeerBias.near(2)))
            assertThat(new ZoneGraph(bias, places).cut()).isEmpty();
    }

    @Test
    void zones_that_are_reached_over_a_third_are_not_cut_off() {
        PeerBias nextDoor = (self, others) -> others.stream()
                .mapToDouble(
                        other -> Math.abs(other.zone().charAt(0) - self.zone().charAt(0)) <= 1 ? 1 : 0)
                .toArray();
        assertThat(new ZoneGraph(nextDoor, zones("a", "b", "c", "d")).cut()).isEmpty();
    }
}
