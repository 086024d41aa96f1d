package io.hearsay.agent.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the YAML file.
 *
 * <p>All scalars are taken as the text they are, so that {@code name: no} is a name. Anchors, aliases and further
 * documents are refused: a configuration of one screen needs none.
 */
final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;

    private final String file;
    private final YAMLParser yaml;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

    private ConfigFile(String file, YAMLParser yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    /** The file's settings; {@link ConfigException} names file and line of what is wrong. */
    static Map<Setting, Given> read(Path path) {
        return parse(path.toString(), text(path));
    }

    static Map<Setting, Given> parse(String file, String text) {
        try (YAMLParser yaml = new YAMLFactory().createParser(new StringReader(text))) {
            return new ConfigFile(file, yaml).document();
        } catch (JsonProcessingException e) {
            throw new ConfigException(at(file, e.getLocation()) + " is not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse("unreadable"));
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be read", e);
        }
    }

    private static String text(Path path) {
        try {
            if (Files.size(path) > MAX_BYTES)
                throw new ConfigException(
                        path + " has " + Files.size(path) + " bytes; a configuration has at most 1 MiB");
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new ConfigException("there is no file " + path + "; --config takes a YAML file");
        } catch (IOException e) {
            throw new ConfigException("cannot read " + path + " as UTF-8 text (" + e + ")");
        }
    }

    private Map<Setting, Given> document() throws IOException {
        JsonToken first = next();
        if (first == null || first == JsonToken.VALUE_NULL) return given;
        if (first != JsonToken.START_OBJECT) throw new ConfigException(here() + " must be `key: value`, one per line");
        object("");
        if (next() != null) throw new ConfigException(here() + " starts a second document; a configuration is one");
        return given;
    }

    private void object(String prefix) throws IOException {
        while (next() != JsonToken.END_OBJECT) {
            String key = prefix + yaml.currentName();
            String where = here();
            int line = yaml.currentTokenLocation().getLineNr();
            Optional<Setting> setting = Setting.ofKey(key);
            JsonToken token = next();
            boolean isNested = isSection(key) && token == JsonToken.START_OBJECT;
            if (setting.isPresent() && !isNested) {
                once(key, where, line);
                given.put(setting.get(), new Given(value(setting.get(), token, where), where + " " + key));
            } else if (isSection(key)) {
                if (!isNested) throw new ConfigException(where + " " + key + " is a section; indent its keys below it");
                object(key + ".");
            } else {
                throw unknown(where, key);
            }
        }
    }

    private void once(String key, String where, int line) {
        Integer before = lines.putIfAbsent(key, line);
        if (before != null)
            throw new ConfigException(where + " repeats '" + key + "', first set on line " + before + "; keep one");
    }

    private static boolean isSection(String key) {
        return Arrays.stream(Setting.values()).anyMatch(s -> s.key().startsWith(key + "."));
    }

    private static ConfigException unknown(String where, String key) {
        List<String> known = Arrays.stream(Setting.values()).map(Setting::key).toList();
        return new ConfigException(where + " unknown key '" + key + "'; "
                + Nearest.to(key, known)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("known are " + String.join(", ", known)));
    }

    private List<String> value(Setting setting, JsonToken token, String where) throws IOException {
        boolean list = setting.shape() == Setting.Shape.LIST;
        if (setting.shape() == Setting.Shape.MAP) {
            if (token == JsonToken.START_OBJECT) return pairs(setting, where);
            throw new ConfigException(where + " " + setting.key() + " must be a map, like {role: db}");
        }
        if (list && token == JsonToken.START_ARRAY) return elements(setting);
        return List.of(scalar(token, where + " " + setting.key(), list ? "a list, like [a, b]" : "one value"));
    }

    private List<String> elements(Setting setting) throws IOException {
        List<String> values = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next())
            values.add(scalar(token, here() + " " + setting.key(), "a list of single values"));
        return values;
    }

    private List<String> pairs(Setting setting, String where) throws IOException {
        List<String> values = new ArrayList<>();
        while (next() != JsonToken.END_OBJECT) {
            String key = yaml.currentName();
            once(setting.key() + "." + key, here(), yaml.currentTokenLocation().getLineNr());
            values.add(key + "=" + scalar(next(), where + " " + setting.key() + "." + key, "one value"));
        }
        return values;
    }

    private String scalar(JsonToken token, String what, String allowed) throws IOException {
        if (token == null || token == JsonToken.VALUE_NULL || !token.isScalarValue())
            throw new ConfigException(
                    what + " must be " + allowed + (token == JsonToken.VALUE_NULL ? ", has nothing" : ""));
        return yaml.getText();
    }

    private JsonToken next() throws IOException {
        JsonToken token = yaml.nextToken();
        if (yaml.isCurrentAlias() || yaml.getObjectId() != null)
            throw new ConfigException(here() + " uses an anchor or alias; write the value itself");
        return token;
    }

    private String here() {
        return at(file, yaml.currentTokenLocation());
    }

    private static String at(String file, JsonLocation location) {
        return file + ":" + Math.max(1, location.getLineNr()) + ":";
    }
}
