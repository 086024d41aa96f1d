package io.hearsay.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final Address HERE = Address.parse("10.0.0.1:7940");

    private enum Colour {
        RED,
        GREEN
    }

    private record Hidden(Colour colour, Object bytes, Object thing) {}

    @Test
    void equal_contents_give_one_number() {
        assertThat(Contents.of(new Address(0, HERE.low(), 7940))).isEqualTo(Contents.of(HERE));
        assertThat(Contents.of(List.of(HERE, Colour.RED))).isEqualTo(Contents.of(List.of(HERE, Colour.RED)));
        assertThat(Contents.of(Optional.of(HERE))).isEqualTo(Contents.of(HERE));
        assertThat(Contents.of(new byte[] {1, 2})).isEqualTo(Contents.of(new byte[] {1, 2}));
    }

    @Test
    void other_contents_give_another() {
        assertThat(List.of(
                        Contents.of(HERE),
                        Contents.of(HERE.withPort(1)),
                        Contents.of(Colour.RED),
                        Contents.of(Colour.GREEN),
                        Contents.of(List.of(1, 2)),
                        Contents.of(List.of(2, 1)),
                        Contents.of(Map.of(1, 2)),
                        Contents.of(Map.of(2, 1)),
                        Contents.of("a"),
                        Contents.of("b")))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_order_of_a_set_and_the_identity_of_an_object_do_not_count() {
        assertThat(Contents.of(Set.of(1, 2, 3))).isEqualTo(Contents.of(Set.of(3, 2, 1)));
        assertThat(Contents.of(new Hidden(Colour.RED, new byte[1], new Object())))
                .isEqualTo(Contents.of(new Hidden(Colour.RED, new byte[1], new Object())));
    }

    @Test
    void a_kind_is_the_class_alone() {
        assertThat(Contents.ofKind(HERE)).isEqualTo(Contents.ofKind(HERE.withPort(1)));
        assertThat(Contents.ofKind(HERE)).isNotEqualTo(Contents.ofKind("text"));
    }
}
