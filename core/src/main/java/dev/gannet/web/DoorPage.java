package dev.gannet.web;

import java.util.List;
import java.util.Locale;

/** The page for somebody without a key: what is the matter, and what to do. */
final class DoorPage {
    /** Why somebody stands at the door. */
    enum Reason {
        /** No key at all. */
        NO_LINK,
        /** The link has let somebody in before. */
        USED,
        /** The link is of an earlier start. */
        OLD
    }

    private DoorPage() {}

    /** In the first of the reader's languages that there is. */
    static Answer of(Reason reason, List<Locale> languages) {
        return Answer.html(
                403,
                "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Gannet</title>"
                        + "<link rel=\"stylesheet\" href=\"/door.css\"><h1>Gannet</h1><p>"
                        + switch (reason) {
                            case NO_LINK -> "To open this page, use the link that Gannet has printed when it started.";
                            case USED -> "This link has been used: the page is open in the browser that used it.";
                            case OLD -> "This link is of an earlier start.";
                        }
                        + "</p></html>");
    }
}
