package dev.gannet.augment;

import dev.gannet.tensor.Placement;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A change of an image's colours: an RGB value is split into its projection on the grey axis (1, 1, 1) and the rest, which
 * lies in a plane and is stretched and turned there. All changes of either augmentation are of this form, and so is one
 * after another. Grey images have the grey axis alone.
 *
 * @param luma factor along the grey axis
 * @param chroma factor in the plane across, times the cosine of its turn
 * @param turn the same factor times the sine
 * @param offset added to every channel
 * @param mean share of the image's mean over pixels and channels that is added to every channel
 */
record Colour(double luma, double chroma, double turn, double offset, double mean) {
    static final Colour SAME = new Colour(1, 1, 0, 0, 0);

    /** Then brighter by {@code amount}. */
    Colour brighter(double amount) {
        return new Colour(luma, chroma, turn, offset + amount, mean);
    }

    /** Then every channel times {@code factor}. */
    Colour times(double factor) {
        return new Colour(luma * factor, chroma * factor, turn * factor, offset * factor, mean * factor);
    }

    /** Then with light and dark exchanged, at the same hue. */
    Colour lumaFlipped() {
        return new Colour(-luma, chroma, turn, -offset, -mean);
    }

    /** Then the hue turned by an angle in radians. */
    Colour hue(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Colour(luma, chroma * cos - turn * sin, chroma * sin + turn * cos, offset, mean);
    }

    /** Then {@code factor} times as colourful. */
    Colour saturated(double factor) {
        return new Colour(luma, chroma * factor, turn * factor, offset, mean);
    }

    /** Then {@code factor} times as far from the mean that the image then has over pixels and channels. */
    Colour contrasted(double factor) {
        return new Colour(
                luma * factor,
                chroma * factor,
                turn * factor,
                offset,
                mean * factor + (luma + mean) * (1 - factor)); // the image's mean is by now (luma + mean) m + offset
    }

    /**
     * Changes a batch, image {@code i} by {@code colours.get(i)}; an alpha channel stays.
     *
     * @param images (N, C, H, W)
     * @return (N, C, H, W)
     */
    static Tensor apply(List<Colour> colours, Tensor images) {
        long channels = images.size(1);
        if (channels == 4) {
            Tensor rgb = apply(colours, images.narrow(1, 0, 3));
            return torch.cat(new TensorVector(rgb, images.narrow(1, 3, 1)), 1);
        }
        int n = colours.size();
        Tensor flat = images.flatten(2, -1); // (N, C, H W)
        Tensor changed = torch.baddbmm(
                Placement.beside(images, offsets(colours)),
                Placement.beside(images, matrices(colours, (int) channels)),
                flat);
        if (colours.stream().anyMatch(colour -> colour.mean != 0)) {
            float[] shares = new float[n];
            for (int i = 0; i < n; i++) {
                shares[i] = (float) colours.get(i).mean;
            }
            Tensor means = flat.mean(1, 2).view(n, 1, 1);
            changed = changed.add(means.mul(Placement.beside(images, Tensor.create(shares, n, 1, 1))));
        }
        return changed.view(images.shape());
    }

    private static Tensor offsets(List<Colour> colours) {
        float[] values = new float[colours.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) colours.get(i).offset;
        }
        return Tensor.create(values, values.length, 1, 1);
    }

    private static Tensor matrices(List<Colour> colours, int channels) {
        int n = colours.size();
        float[] values = new float[n * channels * channels];
        for (int i = 0; i < values.length; i++) {
            Colour colour = colours.get(i / (channels * channels));
            int row = i / channels % channels;
            values[i] = (float) (channels == 1 ? colour.luma : colour.entry(row, i % channels));
        }
        return Tensor.create(values, n, channels, channels);
    }

    /** luma P + chroma (I - P) + turn K: P projects on (1, 1, 1), K is the cross product with its unit vector. */
    private double entry(int row, int column) {
        double projected = (luma - chroma) / 3;
        return switch (Math.floorMod(row - column, 3)) {
            case 0 -> projected + chroma;
            case 1 -> projected + turn / Math.sqrt(3);
            case 2 -> projected - turn / Math.sqrt(3);
            default -> throw new AssertionError();
        };
    }
}
