package dev.gannet.data.scan;

import dev.gannet.data.picture.Picture;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A look at one decoded picture: what tells it from others, and what may be wrong with it. */
public final class Look {
    /** Thousandths of a level that the lightness of a flat picture may span. */
    private static final int FLAT_SPAN = 6_000;

    /** On the shorter side; below it there is too little to look alike in, and the perceptual hash is left at 0. */
    static final int SMALLEST_ALIKE = 48;

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
        boolean small = Math.min(picture.traits().width(), picture.traits().height()) < SMALLEST_ALIKE;
        return new Finding.Good(
                picture.traits(),
                Fingerprint.of(picture),
                small ? 0 : Perceptual.hash(thumbnail.cells(), picture.orientation()),
                Collections.unmodifiableSet(suspicions));
    }
}
