package dev.gannet.train;

import dev.gannet.tensor.Placement;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A plane of images: the made image is at (0, 0), the real one at (1, 0), and upwards goes what is left of a direction across
 * the way from one to the other.
 *
 * @param made (C, H, W) float64, as the next two; in the scope in which it was made
 * @param right from the made image to the real one
 * @param up at right angles to that, {@link #UNIT} as long; 0 if the direction has nothing across
 * @param movedRight where the made image gets, moved by {@link #UNIT} in the direction
 * @param movedUp likewise
 */
record ImagePlane(Tensor made, Tensor right, Tensor up, double movedRight, double movedUp) {
    /** One unit upwards, as a share of the distance from made to real: D is much steeper there. */
    static final double UNIT = 0.1;

    /**
     * The plane through two images.
     *
     * @param made (C, H, W), as the others
     * @param direction of any length
     */
    static ImagePlane of(Tensor made, Tensor real, Tensor direction) {
        Tensor origin = made.to(ScalarType.Double);
        Tensor right = real.to(ScalarType.Double).sub(origin);
        Tensor wanted = unit(direction.to(ScalarType.Double));
        Tensor ahead = unit(right);
        double cosine = dot(wanted, ahead);
        Tensor across = wanted.sub(ahead.mul(new Scalar(cosine)));
        Tensor up = unit(across).mul(new Scalar(UNIT * norm(right)));
        return new ImagePlane(origin, right, up, UNIT * cosine, norm(across));
    }

    /** Images at places, (K, C, H, W) float32. */
    Tensor at(double[] rights, double[] ups) {
        return made.add(column(rights).mul(right)).add(column(ups).mul(up)).to(ScalarType.Float);
    }

    /** The place next to an image, (C, H, W): right and up. */
    double[] foot(Tensor image) {
        Tensor way = from(image);
        return new double[] {along(way, right), along(way, up)};
    }

    /** How far an image is from the made one, as a share of the distance. */
    double way(Tensor image) {
        return norm(right) == 0 ? 0 : norm(from(image)) / norm(right);
    }

    /** How much of the way from the made image to another lies in the plane, 0 to 1. */
    double share(Tensor image) {
        double[] foot = foot(image);
        double length = norm(from(image));
        return length == 0 ? 0 : Math.min(1, Math.hypot(foot[0] * norm(right), foot[1] * norm(up)) / length);
    }

    /** From made to real: the root of the mean square of a value's difference, as a share of that from black to white. */
    double distance() {
        return norm(right) / Math.sqrt((double) right.numel()) / 2;
    }

    private Tensor from(Tensor image) {
        return image.to(ScalarType.Double).sub(made);
    }

    private static double along(Tensor way, Tensor axis) {
        double square = dot(axis, axis);
        return square == 0 ? 0 : dot(way, axis) / square;
    }

    private Tensor column(double[] values) {
        return Placement.beside(made, Tensor.create(values, values.length, 1, 1, 1));
    }

    private static double dot(Tensor a, Tensor b) {
        return a.mul(b).sum().item_double();
    }

    private static double norm(Tensor a) {
        return Math.sqrt(dot(a, a));
    }

    private static Tensor unit(Tensor a) {
        double norm = norm(a);
        return norm == 0 ? a : a.div(new Scalar(norm));
    }
}
