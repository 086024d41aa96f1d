package io.hearsay.agent.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What was set, read with its type; whatever is wrong is a {@link ConfigException} that says where it was written.
 *
 * <p>Immutable.
 */
public final class Settings {
    // Kubernetes sets these for a service that is called "hearsay"; they are not meant for us.
    private static final Pattern SERVICE_LINK =
            Pattern.compile("HEARSAY(_.*)?_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.*)?)?)");

    private final Map<Setting, Given> given;

    private Settings(Map<Setting, Given> given) {
        this.given = given;
    }

    /**
     * Puts the three sources together; a higher one replaces a setting whole, lists and maps too.
     *
     * @param file the YAML file, if there is one
     * @param environment all variables; those that do not start with {@code HEARSAY_} are none of ours
     * @param flags the values of the flags that were given
     */
    public static Settings of(Optional<Path> file, Map<String, String> environment, Map<Setting, List<String>> flags) {
        Map<Setting, Given> given = new EnumMap<>(Setting.class);
        file.ifPresent(path -> given.putAll(ConfigFile.read(path)));
        environment.forEach((variable, value) -> {
            if (variable.startsWith("HEARSAY_") && !isServiceLink(variable))
                given.put(ofVariable(variable), fromVariable(variable, value));
        });
        flags.forEach((setting, values) -> given.put(setting, new Given(List.copyOf(values), setting.flag())));
        return new Settings(given);
    }

    private static boolean isServiceLink(String variable) {
        return Setting.ofVariable(variable).isEmpty()
                && SERVICE_LINK.matcher(variable).matches();
    }

    private static Setting ofVariable(String variable) {
        return Setting.ofVariable(variable).orElseThrow(() -> {
            List<String> known =
                    Arrays.stream(Setting.values()).map(Setting::variable).toList();
            return new ConfigException("unknown variable " + variable + " in the environment; "
                    + Nearest.to(variable, known)
                            .map(nearest -> "did you mean " + nearest + "?")
                            .orElse("known are " + String.join(", ", known)));
        });
    }

    private static Given fromVariable(String variable, String value) {
        return new Given(
                switch (ofVariable(variable).shape()) {
                    case LIST, MAP ->
                        value.isBlank() ? List.of() : List.of(value.trim().split(" *, *", -1));
                    default -> List.of(value);
                },
                variable);
    }

    public boolean has(Setting setting) {
        return given.containsKey(setting);
    }

    public Optional<String> text(Setting setting) {
        return read(setting, text -> {
            if (text.isBlank()) throw new IllegalArgumentException("must not be empty");
            return text;
        });
    }

    /** A text that there must be. */
    public String required(Setting setting) {
        return text(setting).orElseThrow(() -> missing(setting));
    }

    /** The error of a setting that is needed and was not given. */
    public static ConfigException missing(Setting setting) {
        return new ConfigException(setting.key() + " is missing; give " + setting.flag() + " " + setting.placeholder()
                + ", " + setting.variable() + ", or `" + setting.key() + ": …` in the file of --config");
    }

    public Optional<HostPort> address(Setting setting, int defaultPort) {
        return read(setting, text -> HostPort.parse(text, defaultPort));
    }

    public Optional<Path> path(Setting setting) {
        return text(setting).map(Path::of);
    }

    public Optional<Duration> duration(Setting setting) {
        return read(setting, Units::duration);
    }

    public OptionalInt number(Setting setting) {
        return read(setting, Settings::number).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number, was '" + text + "'", e);
        }
    }

    public OptionalLong bytes(Setting setting) {
        return read(setting, Units::bytes).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    /** One of the setting's choices, or nothing. */
    public Optional<String> choice(Setting setting) {
        return read(setting, text -> {
            if (setting.choices().contains(text)) return text;
            throw new IllegalArgumentException(
                    "must be one of " + String.join(", ", setting.choices()) + ", was '" + text + "'");
        });
    }

    public boolean isOn(Setting setting) {
        return read(setting, text -> {
                    if (text.equals("true") || text.equals("false")) return text.equals("true");
                    throw new IllegalArgumentException("must be true or false, was '" + text + "'");
                })
                .orElse(false);
    }

    public List<String> list(Setting setting) {
        Given set = given.get(setting);
        if (set == null) return List.of();
        for (String value : set.values()) if (value.isBlank()) throw set.wrong("has an empty entry");
        return set.values();
    }

    public SortedMap<String, String> map(Setting setting) {
        SortedMap<String, String> map = new TreeMap<>();
        Given set = given.get(setting);
        if (set == null) return map;
        for (String pair : set.values()) {
            int equals = pair.indexOf('=');
            if (equals < 1) throw set.wrong("must be KEY=VALUE, was '" + pair + "'");
            if (map.put(pair.substring(0, equals), pair.substring(equals + 1)) != null)
                throw set.wrong("gives '" + pair.substring(0, equals) + "' twice; keep one");
        }
        return map;
    }

    /** Runs a check that throws {@link IllegalArgumentException}, and says where the setting was written if it does. */
    public <T> T checked(Setting setting, Supplier<T> check) {
        try {
            return check.get();
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            Given set = given.get(setting);
            throw new ConfigException((set == null ? setting.key() : set.origin()) + ": " + e.getMessage());
        }
    }

    private <T> Optional<T> read(Setting setting, Function<String, T> type) {
        Given set = given.get(setting);
        if (set == null) return Optional.empty();
        try {
            return Optional.of(type.apply(set.single()));
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw set.wrong(String.valueOf(e.getMessage()));
        }
    }
}
