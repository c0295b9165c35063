package dev.gannet.trace;

import java.util.Optional;

/**
 * What was found beside the steps: the last of each kind.
 *
 * @param slice the way from real images to made ones along which D was asked
 * @param map the plane of images on which D was asked
 * @param latent what G makes of noise around and between that of made images
 */
public record Looks(Optional<Slice> slice, Optional<VerdictMap> map, Optional<LatentMap> latent) {
    /** Nothing yet. */
    public static final Looks NONE = new Looks(Optional.empty(), Optional.empty(), Optional.empty());

    /** The same with one more, instead of the last of its kind. */
    public Looks with(Look look) {
        return switch (look) {
            case Slice found -> new Looks(Optional.of(found), map, latent);
            case VerdictMap found -> new Looks(slice, Optional.of(found), latent);
            case LatentMap found -> new Looks(slice, map, Optional.of(found));
        };
    }
}
