package dev.gannet.data.scan;

import dev.gannet.data.picture.Picture;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A look at one decoded picture: what tells it from others, and what may be wrong with it. */
public final class Look {
    /** Thousandths of a level that the lightness of a flat picture may span. */
    private static final int FLAT_SPAN = 6_000;

    private Look() {}

    /**
     * What the picture shows. Transparent pixels are looked at over white, except by the hash of the pixels.
     *
     * @param picture any size and orientation; not kept
     */
    public static Finding.Good of(Picture picture) {
        Lightness lightness = new Lightness(picture);
        Thumbnail thumbnail = Thumbnail.of(lightness);
        Set<Suspicion> suspicions = EnumSet.noneOf(Suspicion.class);
        if (thumbnail.lightest() - thumbnail.darkest() <= FLAT_SPAN) {
            suspicions.add(Suspicion.FLAT);
        } else {
            if (new Enlargement(lightness).found()) {
                suspicions.add(Suspicion.UPSAMPLED);
            }
            if (new Bars(lightness).found()) {
                suspicions.add(Suspicion.LETTERBOXED);
            }
        }
        return new Finding.Good(
                picture.traits(),
                Fingerprint.of(picture),
                Perceptual.hash(thumbnail.cells(), picture.orientation()),
                Collections.unmodifiableSet(suspicions));
    }
}
