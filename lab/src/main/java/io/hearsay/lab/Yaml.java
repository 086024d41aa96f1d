package io.hearsay.lab;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A YAML file as a tree in which everything knows its line.
 *
 * <p>Scalars are taken as the text they are, so that {@code name: no} is a name. Anchors, aliases and further documents
 * are refused.
 */
sealed interface Yaml {
    /** The largest file that is read. */
    int MAX_BYTES = 1 << 20;

    /** Where it stands, for messages: {@code file:line}. */
    String where();

    /** What it is, for messages. */
    String kind();

    /** One value. */
    record Scalar(String where, String text) implements Yaml {
        @Override
        public String kind() {
            return "'" + text + "'";
        }
    }

    /** A list. */
    record Sequence(String where, List<Yaml> elements) implements Yaml {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys and values, in the order of the file. */
    record Mapping(String where, Map<String, Yaml> entries) implements Yaml {
        @Override
        public String kind() {
            return "a map";
        }
    }

    /** Reads a file. */
    static Yaml read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new ScenarioException(file + " has " + Files.size(file) + " bytes; a scenario has at most 1 MiB");
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ScenarioException("there is no file " + file + "; give the path of a scenario, a YAML file");
        } catch (IOException e) {
            throw new ScenarioException("cannot read " + file + " as UTF-8 text (" + e + ")");
        }
    }

    /** Reads a text; {@code name} stands for it in messages. */
    static Yaml parse(String name, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(new StringReader(text))) {
            return new Reader(name, parser).document();
        } catch (JsonProcessingException e) {
            String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new ScenarioException(name + ":" + e.getLocation().getLineNr() + " is not YAML: " + problem);
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be read", e);
        }
    }

    /** Turns the parser's tokens into a tree. */
    final class Reader {
        private final String name;
        private final YAMLParser parser;

        private Reader(String name, YAMLParser parser) {
            this.name = name;
            this.parser = parser;
        }

        private Yaml document() throws IOException {
            JsonToken first = parser.nextToken();
            if (first == null)
                throw new ScenarioException(name + " is empty; a scenario has at least 'name' and 'end'");
            Yaml tree = value(first);
            if (parser.nextToken() != null)
                throw new ScenarioException(here() + " starts a second document; a scenario is one");
            return tree;
        }

        private Yaml value(JsonToken token) throws IOException {
            String where = here();
            if (parser.isCurrentAlias()) throw new ScenarioException(where + " is an alias; write the value out");
            if (token == JsonToken.START_OBJECT) return new Mapping(where, entries());
            if (token == JsonToken.START_ARRAY) return new Sequence(where, elements());
            return new Scalar(where, token == JsonToken.VALUE_NULL ? "" : parser.getText());
        }

        private Map<String, Yaml> entries() throws IOException {
            Map<String, Yaml> entries = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                String where = here();
                if (entries.put(key, value(parser.nextToken())) != null)
                    throw new ScenarioException(where + " repeats '" + key + "'; keep one");
            }
            return entries;
        }

        private List<Yaml> elements() throws IOException {
            List<Yaml> elements = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken())
                elements.add(value(token));
            return elements;
        }

        private String here() {
            return name + ":" + parser.currentTokenLocation().getLineNr();
        }
    }
}
