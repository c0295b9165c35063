package dev.gannet.web;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.trace.Act;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acts of a site: their views as JSON, and JSON as requests to them. */
final class Acts {
    private static final int MOST_DEPTH = 16;

    private final Map<String, Act<?, ?>> acts;
    private final Json json = new Json();
    private final Logger log = LoggerFactory.getLogger(Acts.class);

    Acts(Map<String, Act<?, ?>> acts) {
        this.acts = acts;
    }

    /** Tells the stream of every change, on the acts' own threads. */
    void listen(Stream stream) {
        acts.forEach((name, act) -> {
            AtomicLong version = new AtomicLong();
            act.onChange(() -> tell(stream, name, version.incrementAndGet()));
        });
    }

    private void tell(Stream stream, String name, long version) {
        try {
            stream.act(name, version);
        } catch (RuntimeException e) {
            log.warn("nobody was told that {} has changed", name, e); // an act's thread is not ours to end
        }
    }

    /** What an act shows now. */
    Answer view(String name) {
        Act<?, ?> act = acts.get(name);
        return act == null ? Answer.error(404, "there is no such act") : Answer.json(200, json.line(act.view()));
    }

    /** Asks an act for something: 202 if it will be done, 400 if it makes no sense, 503 if too much waits. */
    Answer ask(String name, byte[] body) {
        Act<?, ?> act = acts.get(name);
        if (act == null) {
            return Answer.error(404, "there is no such act");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            if (depth(text) > MOST_DEPTH) {
                return Answer.error(400, "%s: the request is nested more than %d deep".formatted(name, MOST_DEPTH));
            }
            return ask(act, name, text);
        } catch (CharacterCodingException e) {
            return Answer.error(400, "%s: the request is not UTF-8".formatted(name));
        } catch (UserException e) {
            return Answer.error(400, e.getMessage());
        }
    }

    private <A> Answer ask(Act<?, A> act, String name, String text) {
        if (act.ask(json.read(text, act.requests(), name))) {
            return Answer.json(202, "{}");
        }
        return Answer.error(503, "%s: too much is waiting; try again in a moment".formatted(name))
                .with("Retry-After", "1");
    }

    /** How deep the brackets of a text go, those in strings left out; before anything recursive reads it. */
    static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }
}
