package io.hearsay.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Times, counts and tags as one says them. */
final class Words {
    private Words() {}

    /** {@code just now}, {@code 12 s ago}, {@code 3 min ago}, {@code 5 h ago}, {@code 12 days ago}. */
    static String ago(String since, Instant now) {
        Duration age = Duration.between(Instant.parse(since), now);
        if (age.toMillis() < 1_000) return "just now";
        return span(age) + " ago";
    }

    /** {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 12 days}. */
    static String span(Duration duration) {
        if (duration.toMinutes() < 2) return duration.toSeconds() + " s";
        if (duration.toHours() < 2) return duration.toMinutes() + " min";
        if (duration.toDays() < 2) return duration.toHours() + " h";
        return duration.toDays() + " days";
    }

    /** What was measured: {@code 0.42 ms}, {@code 12 ms}, {@code 1.2 s}. */
    static String took(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis < 10) return String.format(Locale.ROOT, "%.2g ms", millis);
        if (millis < 1_000) return Math.round(millis) + " ms";
        return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    }

    static String millis(@Nullable Double millis) {
        return millis == null ? "" : took(Duration.ofNanos((long) (millis * 1e6)));
    }

    /** The time of day here. */
    static String clock(String at) {
        LocalTime time = Instant.parse(at).atZone(ZoneId.systemDefault()).toLocalTime();
        return time.truncatedTo(ChronoUnit.MILLIS).format(DateTimeFormatter.ofPattern("HH:mm:ss.SSS"));
    }

    static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    static String tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(" "));
    }

    /** An enum's constant as words: {@code PORT_REFUSED} becomes {@code port refused}. */
    static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
