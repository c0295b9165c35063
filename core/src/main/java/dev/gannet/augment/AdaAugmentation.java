package dev.gannet.augment;

import dev.gannet.tensor.Noise;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * The paper's changes of place and colour ("bgc"): each happens to an image with probability {@code p}. While {@code p} is
 * below about 0.8, G does not learn to make changed images.
 *
 * <p>All changes of place are one bilinear resampling of the image mirrored at its edges, as often as needed. The paper's
 * doubles the image with a wavelet filter before and halves it after, mirrors once and has black beyond: its small changes
 * blur less, and images made smaller alias less. A turn by 90 degrees of an image that is not square shows its middle.
 *
 * @param noise of the run
 * @see <a href="https://arxiv.org/abs/2006.06676">Karras et al. 2020, sections 2.2 and 2.3, appendix B</a>
 */
record AdaAugmentation(Noise noise) implements Augmentation {
    private enum Kind {
        MIRROR,
        QUARTER_TURNS,
        WHOLE_SHIFT,
        SCALE,
        ROTATION,
        STRETCH,
        SECOND_ROTATION,
        SHIFT,
        BRIGHTNESS,
        CONTRAST,
        LUMA_FLIP,
        HUE,
        SATURATION
    }

    @Override
    public Tensor apply(Tensor images, long counter, double p) {
        Inputs.check(images, p);
        if (p == 0) {
            return images;
        }
        int n = Math.toIntExact(images.size(0));
        int height = Math.toIntExact(images.size(2));
        int width = Math.toIntExact(images.size(3));
        Draws draws = Draws.of(noise, counter, n, Kind.values().length);
        List<Affine> places = new ArrayList<>(n);
        List<Colour> colours = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            places.add(place(draws, i, p, height, width));
            colours.add(colour(draws, i, p));
        }
        Tensor moved = Affine.bilinear(places, images).apply(images);
        return Colour.apply(colours, moved).contiguous(MemoryFormat.ChannelsLast);
    }

    private static Affine place(Draws draws, int image, double p, int height, int width) {
        // a rotation comes in two halves, of which at least one happens with probability p
        double half = 1 - Math.sqrt(1 - p);
        Affine place = Affine.SAME;
        for (Kind kind : Kind.values()) {
            Draws.Draw draw = draws.of(image, kind);
            boolean rotates = kind == Kind.ROTATION || kind == Kind.SECOND_ROTATION;
            if (draw.happens(rotates ? half : p)) {
                place = place.then(move(kind, draw, height, width));
            }
        }
        return place;
    }

    private static Affine move(Kind kind, Draws.Draw draw, int height, int width) {
        return switch (kind) {
            case MIRROR -> draw.first() < 0.5 ? Affine.MIRROR : Affine.SAME;
            case QUARTER_TURNS -> turns((int) (draw.first() * 4));
            case WHOLE_SHIFT ->
                Affine.translation(
                        Math.rint(draw.between(-0.125, 0.125) * width), Math.rint((draw.second() - 0.5) / 4 * height));
            case SCALE -> {
                double factor = Math.pow(2, 0.2 * draw.normal());
                yield Affine.scaling(factor, factor);
            }
            case ROTATION, SECOND_ROTATION -> Affine.rotation(draw.between(-Math.PI, Math.PI));
            case STRETCH -> {
                double factor = Math.pow(2, 0.2 * draw.normal());
                yield Affine.scaling(factor, 1 / factor);
            }
            case SHIFT -> Affine.translation(draw.normal() / 8 * width, draw.otherNormal() / 8 * height);
            case BRIGHTNESS, CONTRAST, LUMA_FLIP, HUE, SATURATION -> Affine.SAME;
        };
    }

    private static Affine turns(int quarters) {
        Affine place = Affine.SAME;
        for (int i = 0; i < quarters; i++) {
            place = place.then(Affine.QUARTER);
        }
        return place;
    }

    private static Colour colour(Draws draws, int image, double p) {
        Colour colour = Colour.SAME;
        for (Kind kind : Kind.values()) {
            Draws.Draw draw = draws.of(image, kind);
            if (draw.happens(p)) {
                colour = paint(kind, draw, colour);
            }
        }
        return colour;
    }

    private static Colour paint(Kind kind, Draws.Draw draw, Colour colour) {
        return switch (kind) {
            case MIRROR, QUARTER_TURNS, WHOLE_SHIFT, SCALE, ROTATION, STRETCH, SECOND_ROTATION, SHIFT -> colour;
            case BRIGHTNESS -> colour.brighter(0.2 * draw.normal());
            case CONTRAST -> colour.times(Math.pow(2, 0.5 * draw.normal()));
            case LUMA_FLIP -> draw.first() < 0.5 ? colour.lumaFlipped() : colour;
            case HUE -> colour.hue(draw.between(-Math.PI, Math.PI));
            case SATURATION -> colour.saturated(Math.pow(2, draw.normal()));
        };
    }
}
