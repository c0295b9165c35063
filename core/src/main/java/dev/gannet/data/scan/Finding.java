package dev.gannet.data.scan;

import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Traits;
import java.util.Set;

/** What a look at a picture has shown. */
public sealed interface Finding {
    /**
     * It can be trained on.
     *
     * @param traits what it is
     * @param pixels a hash of its upright pixels and size: equal for equal pictures
     * @param look a perceptual hash: near for pictures that look alike, by the number of bits that differ
     * @param suspicions what may be wrong with it
     */
    record Good(Traits traits, long pixels, long look, Set<Suspicion> suspicions) implements Finding {}

    /**
     * It cannot.
     *
     * @param reason why, for programs
     * @param detail why, for people
     */
    record Bad(Reason reason, String detail) implements Finding {}
}
