package io.hearsay.agent.config;

import java.util.List;

/**
 * What was written for one setting, and where.
 *
 * @param values one, or several for lists; {@code key=value} for maps
 * @param origin for messages: a file and a line, a variable or a flag
 */
record Given(List<String> values, String origin) {
    String single() {
        if (values.size() != 1)
            throw new ConfigException(origin + " takes one value, has " + values.size() + "; write one");
        return values.get(0);
    }

    ConfigException wrong(String problem) {
        return new ConfigException(origin + " " + problem);
    }
}
