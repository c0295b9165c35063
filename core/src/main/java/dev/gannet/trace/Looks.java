package dev.gannet.trace;

import java.util.Optional;

/**
 * What was found beside the steps: the last of each kind.
 *
 * @param slice the way from real images to made ones along which D was asked
 * @param map the plane of images on which D was asked
 * @param latent what G makes of noise around and between that of made images
 * @param units what is inside a layer
 */
public record Looks(
        Optional<Slice> slice, Optional<VerdictMap> map, Optional<LatentMap> latent, Optional<Units> units) {
    /** Nothing yet. */
    public static final Looks NONE = new Looks(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same with one more, instead of the last of its kind. */
    public Looks with(Look look) {
        return switch (look) {
            case Slice found -> new Looks(Optional.of(found), map, latent, units);
            case VerdictMap found -> new Looks(slice, Optional.of(found), latent, units);
            case LatentMap found -> new Looks(slice, map, Optional.of(found), units);
            case Units found -> new Looks(slice, map, latent, Optional.of(found));
        };
    }
}
