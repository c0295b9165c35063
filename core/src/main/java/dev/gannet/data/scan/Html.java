package dev.gannet.data.scan;

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
