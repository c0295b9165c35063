package dev.gannet.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A ZIP archive that a page's visitor can take along. Asked for by any thread. */
@FunctionalInterface
public interface Parcel {
    /**
     * Packs it.
     *
     * @param languages that the visitor reads, the best one first
     * @return the archive, if there is anything to take now
     */
    Optional<byte[]> pack(List<Locale> languages);
}
