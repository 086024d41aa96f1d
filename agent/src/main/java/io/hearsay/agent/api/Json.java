package io.hearsay.agent.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Records to JSON and back: one line, no unknown or repeated fields. */
public final class Json {
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ObjectMapper TAME = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addDeserializer(String.class, new TameText())
                    .addKeyDeserializer(String.class, new TameKey()))
            .build();

    private Json() {}

    private static final class TameText extends StdScalarDeserializer<String> {
        TameText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return tame(parser.getText());
        }
    }

    private static final class TameKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return tame(key);
        }
    }

    /** The text without anything that a terminal would obey. */
    public static String tame(String text) {
        return text.codePoints()
                .map(c -> Character.getType(c) == Character.CONTROL || Character.getType(c) == Character.FORMAT
                        ? 0xFFFD
                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The record as one line of UTF-8. */
    public static byte[] write(Object record) {
        try {
            return STRICT.writeValueAsBytes(record);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a record of the API that cannot be written: " + record, e);
        }
    }

    /**
     * Reads what a caller sent.
     *
     * @throws IllegalArgumentException if it is not that record; the message says what is allowed
     */
    public static <T> T readStrictly(byte[] json, Class<T> type) {
        try {
            T record = STRICT.readValue(json, type);
            if (record == null) throw new IllegalArgumentException("the body is null; send a JSON object");
            return record;
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    "unknown field '" + e.getPropertyName() + "'; known are " + e.getKnownPropertyIds(), e);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(
                    "the body does not fit: " + reason(e) + where(e) + "; see docs/guide/http-api.md", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the body is not JSON: " + reason(e), e);
        }
    }

    /** Reads what an agent answered; fields of a later version are skipped. */
    public static <T> T read(String json, Class<T> type) throws IOException {
        return LENIENT.readValue(json, type);
    }

    /** The same for what is printed: control characters become U+FFFD, for no name may steer a terminal. */
    public static <T> T readTame(String json, Class<T> type) throws IOException {
        return TAME.readValue(json, type);
    }

    private static String reason(IOException e) {
        String message = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    private static String where(JsonMappingException e) {
        if (e.getPath().isEmpty()) return "";
        return " (at '" + e.getPath().get(e.getPath().size() - 1).getFieldName() + "')";
    }
}
