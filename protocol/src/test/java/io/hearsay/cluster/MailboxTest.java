package io.hearsay.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final Feed<String> feed = new Feed<>(new Mailbox.Limits<>(3, 10, String::length), tasks::add);

    @Test
    void delivers_in_order_and_not_on_the_thread_that_puts() {
        subscribe();
        feed.put("a");
        feed.put("b");
        assertThat(heard).isEmpty();
        runAll();
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void one_listener_has_one_task_at_a_time() {
        subscribe();
        feed.put("a");
        feed.put("b");
        assertThat(tasks).hasSize(1);
    }

    @Test
    void a_full_queue_drops_what_comes_and_says_once_how_much() {
        Subscription subscription = subscribe();
        for (String item : List.of("a", "b", "c", "d", "e")) feed.put(item);
        runAll();
        assertThat(heard).containsExactly("a", "b", "c", "missed 2");
        assertThat(subscription.missed()).isEqualTo(2);
        feed.put("f");
        runAll();
        assertThat(heard).endsWith("missed 2", "f");
    }

    @Test
    void bytes_are_bounded_too() {
        subscribe();
        feed.put("12345678");
        feed.put("123");
        runAll();
        assertThat(heard).containsExactly("12345678", "missed 1");
    }

    @Test
    void nothing_overtakes_the_notice_of_a_gap() {
        subscribe();
        feed.put("12345678");
        feed.put("123");
        feed.put("1");
        runAll();
        assertThat(heard).containsExactly("12345678", "missed 2");
    }

    @Test
    void a_listener_that_fails_hears_the_next_one() {
        feed.subscribe(
                item -> {
                    heard.add(item);
                    if (item.equals("a")) throw new IllegalStateException("the listener's own fault");
                },
                count -> {});
        feed.put("a");
        feed.put("b");
        assertThatThrownBy(() -> tasks.remove().run()).hasMessage("the listener's own fault");
        runAll();
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void a_closed_subscription_hears_no_more() {
        Subscription subscription = subscribe();
        feed.put("a");
        subscription.close();
        feed.put("b");
        runAll();
        assertThat(heard).isEmpty();
        assertThat(feed.isEmpty()).isTrue();
    }

    @Test
    void a_listener_may_close_its_own_subscription() {
        List<Subscription> own = new ArrayList<>();
        own.add(feed.subscribe(
                item -> {
                    heard.add(item);
                    own.get(0).close();
                },
                count -> {}));
        feed.put("a");
        feed.put("b");
        runAll();
        assertThat(heard).containsExactly("a");
    }

    private Subscription subscribe() {
        return feed.subscribe(heard::add, count -> heard.add("missed " + count));
    }

    private void runAll() {
        while (!tasks.isEmpty()) tasks.remove().run();
    }
}
