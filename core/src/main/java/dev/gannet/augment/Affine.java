package dev.gannet.augment;

import dev.gannet.tensor.Placement;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where a new pixel comes from: a new place (x, y) shows what was at (xx x + xy y + x0, yx x + yy y + y0), in pixels from the
 * image's centre, x to the right and y down.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {
    private static final int TAPS = 4;

    static final Affine SAME = new Affine(1, 0, 0, 0, 1, 0);

    /** Left and right exchanged. */
    static final Affine MIRROR = new Affine(-1, 0, 0, 0, 1, 0);

    /** A turn by 90 degrees. */
    static final Affine QUARTER = new Affine(0, -1, 0, 1, 0, 0);

    /** A turn by an angle in radians. */
    static Affine rotation(double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Affine(cos, -sin, 0, sin, cos, 0);
    }

    /** Larger by these factors. */
    static Affine scaling(double x, double y) {
        return new Affine(1 / x, 0, 0, 0, 1 / y, 0);
    }

    /** Moved to the right and down by these numbers of pixels. */
    static Affine translation(double right, double down) {
        return new Affine(1, 0, -right, 0, 1, -down);
    }

    /** This change and then {@code next}: what next looks for in an image that this one has changed. */
    Affine then(Affine next) {
        return new Affine(
                xx * next.xx + xy * next.yx,
                xx * next.xy + xy * next.yy,
                xx * next.x0 + xy * next.y0 + x0,
                yx * next.xx + yy * next.yx,
                yx * next.xy + yy * next.yy,
                yx * next.x0 + yy * next.y0 + y0);
    }

    /**
     * The new pixels of a batch as bilinear mixtures of four old ones; beyond its edges an image is mirrored.
     *
     * @param images (N, C, H, W); only their shape matters, and where they are
     */
    static Resampling bilinear(List<Affine> changes, Tensor images) {
        int height = Math.toIntExact(images.size(2));
        int width = Math.toIntExact(images.size(3));
        ToDoubleFunction<Affine> toColumn = change -> change.x0 + (width - 1) / 2.0;
        ToDoubleFunction<Affine> toRow = change -> change.y0 + (height - 1) / 2.0;
        Tensor x = Placement.beside(images, centred(width)).view(1, 1, width);
        Tensor y = Placement.beside(images, centred(height)).view(1, height, 1);
        Tensor column = mirrored(
                x.mul(each(images, changes, Affine::xx))
                        .add(y.mul(each(images, changes, Affine::xy)))
                        .add(each(images, changes, toColumn)),
                width); // (N, H, W)
        Tensor row = mirrored(
                x.mul(each(images, changes, Affine::yx))
                        .add(y.mul(each(images, changes, Affine::yy)))
                        .add(each(images, changes, toRow)),
                height);
        Tensor index = neighbours(row, height)
                .unsqueeze(2)
                .mul(new Scalar((long) width))
                .add(neighbours(column, width).unsqueeze(1)); // (N, 2, 2, H, W)
        Tensor weight = shares(row).unsqueeze(2).mul(shares(column).unsqueeze(1));
        long n = changes.size();
        return new Resampling(index.view(n, TAPS, -1), weight.view(n, TAPS, -1));
    }

    /** Places along an axis from its middle: (side). */
    private static Tensor centred(int side) {
        return torch.arange(new Scalar((float) side)).sub(new Scalar((side - 1) / 2f));
    }

    /** A number of every change: (N, 1, 1), beside the images. */
    private static Tensor each(Tensor images, List<Affine> changes, ToDoubleFunction<Affine> number) {
        float[] values = new float[changes.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) number.applyAsDouble(changes.get(i));
        }
        return Placement.beside(images, Tensor.create(values, values.length, 1, 1));
    }

    /** A place beyond the edges, reflected in the first and last pixels until it lies between them. */
    private static Tensor mirrored(Tensor place, int side) {
        float last = side - 1;
        return place.remainder(new Scalar(Math.max(2 * last, 1)))
                .sub(new Scalar(last))
                .abs()
                .neg()
                .add(new Scalar(last));
    }

    /** The two pixels around each place: (N, 2, H, W) int64. */
    private static Tensor neighbours(Tensor place, int side) {
        Tensor first = place.floor();
        // beyond the last there is none, and it would have no share
        Tensor second = first.add(new Scalar(1f)).clamp_max(new Scalar((float) side - 1));
        return torch.stack(new TensorVector(first, second), 1).to(ScalarType.Long);
    }

    /** How much of each of the two: (N, 2, H, W). */
    private static Tensor shares(Tensor place) {
        Tensor second = place.sub(place.floor());
        return torch.stack(new TensorVector(second.neg().add(new Scalar(1f)), second), 1);
    }
}
