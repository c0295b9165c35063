package dev.gannet.data.scan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** Writes elements that are well-formed as HTML and as XML. Text and attribute values are escaped here and only here. */
public final class Html {
    private final StringBuilder out = new StringBuilder();

    /** What is shown of a text: markup escaped, and first what is invisible or turns the direction of writing. */
    public static String escape(String text) {
        return Visible.show(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * The beginning of a page that needs nothing else, up to its body. Its policy forbids scripts and all that would have to
     * be loaded, so that a name that should get through the escaping could do nothing.
     *
     * @param style its only one
     */
    public Html page(String language, String title, String style) {
        String policy = "default-src 'none'; img-src data:; style-src '%s'; base-uri 'none'; form-action 'none'"
                .formatted(sha256(style));
        return raw("<!DOCTYPE html>\n")
                .open("html", "lang", language)
                .open("head")
                .raw("<meta charset=\"utf-8\"/>\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"" + escape(policy) + "\"/>\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\"/>\n")
                .element("title", title)
                .raw("<style>" + style + "</style>\n")
                .close("head")
                .open("body");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Markup of the page's own. */
    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Opens an element; attributes are names and values in turn. */
    public Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    /** Closes an element. */
    public Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    /** An element with text alone. */
    public Html element(String element, String text, String... attributes) {
        open(element, attributes);
        out.append(escape(text));
        return close(element);
    }

    /** A table with a caption; the first cell of each row is its heading, numbers and codes are not broken. */
    public Html table(String caption, List<String> columns, List<List<String>> rows) {
        open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
        open("table").element("caption", caption).open("thead").open("tr");
        columns.forEach(column -> element("th", column, "scope", "col"));
        close("tr").close("thead").open("tbody");
        for (List<String> row : rows) {
            open("tr").element("th", row.getFirst(), "scope", "row");
            row.subList(1, row.size()).forEach(this::cell);
            close("tr");
        }
        return close("tbody").close("table").close("div");
    }

    private void cell(String text) {
        if (text.matches("[0-9][0-9.,]*( %)?")) {
            element("td", text, "class", "number");
        } else if (text.matches("[a-z-]{1,20}")) {
            element("td", text, "class", "code");
        } else {
            element("td", text);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
