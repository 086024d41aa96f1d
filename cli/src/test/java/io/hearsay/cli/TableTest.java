package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aligns_columns_and_leaves_out_empty_ones() {
        assertThat(new Table(new Ink(false), "NAME", ">N", "NEVER", "LAST")
                        .row("a", "1", "", "x")
                        .row("abcdef", "100", "", "")
                        .lines())
                .containsExactly("NAME      N  LAST", "a         1  x", "abcdef  100");
    }

    @Test
    void colours_take_no_columns() {
        Ink ink = new Ink(true);
        assertThat(new Table(ink, "A", "B").row(ink.good("x"), "y").lines().get(1))
                .isEqualTo("\u001b[32mx\u001b[0m  y");
    }
}
