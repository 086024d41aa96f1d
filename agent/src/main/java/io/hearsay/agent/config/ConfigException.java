package io.hearsay.agent.config;

/** A configuration that cannot be used; the message says where, what, the value, what is allowed and what to do. */
public final class ConfigException extends IllegalArgumentException {
    public ConfigException(String message) {
        super(message);
    }
}
