package dev.gannet.metric;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A training image near a made one. Near neighbours alone do not prove that a network has learned by heart, nor far ones that
 * it has not: see {@link Copies}.
 *
 * @param index of the training image
 * @param distance by pixels, the root of the mean squared difference, where black to white is 1; by features, Euclidean
 * @param mirrored whether the made image was flipped left to right to come so near
 */
public record Nearest(int index, double distance, boolean mirrored) {
    /** Nearer than this by pixels (5 of 256 levels), an image is the other one for the eye. */
    public static final double SAME = 0.02;

    /**
     * By pixels, with each made image as it is and mirrored; opacity counts as a channel.
     *
     * @param most how many for each made image, at least 1
     * @return for each made image the nearest training images, the nearest first, none twice
     */
    public static List<List<Nearest>> byPixels(Pictures made, Pictures train, int most) {
        if (!made.shape().equals(train.shape())) {
            throw new IllegalArgumentException("made images of %s and training images of %s: expected the same shape"
                    .formatted(made.shape(), train.shape()));
        }
        List<Ranking> rankings = rankings(made.count(), most);
        double bytes = made.shape().bytes();
        Rows trained = rows(train);
        Distances.each(rows(made), trained, (i, j, squared) -> rankings.get(i).see(j, squared / bytes, false));
        Distances.each(
                rows(mirrored(made)),
                trained,
                (i, j, squared) -> rankings.get(i).see(j, squared / bytes, true));
        return lists(rankings);
    }

    /** By features; see {@link #byPixels}. */
    public static List<List<Nearest>> byFeatures(Features made, Features train, int most) {
        made.requireSameDims(train);
        List<Ranking> rankings = rankings(made.count(), most);
        Distances.each(
                made.rows(), train.rows(), (i, j, squared) -> rankings.get(i).see(j, squared, false));
        return lists(rankings);
    }

    private static List<Ranking> rankings(int count, int most) {
        List<Ranking> rankings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rankings.add(new Ranking(most));
        }
        return rankings;
    }

    private static List<List<Nearest>> lists(List<Ranking> rankings) {
        return rankings.stream().map(ranking -> List.copyOf(ranking.nearest)).toList();
    }

    /** Pictures as vectors whose numbers are 0 for black to 1 for white. */
    static Rows rows(Pictures pictures) {
        int size = pictures.shape().bytes();
        return new Rows(pictures.count(), size, (from, to) -> {
            byte[] some = Arrays.copyOfRange(pictures.pixels(), from * size, to * size);
            return Tensor.create(some, to - from, size).to(ScalarType.Double).div_(new Scalar(255.0));
        });
    }

    private static Pictures mirrored(Pictures pictures) {
        ImageShape shape = pictures.shape();
        byte[] out = new byte[pictures.pixels().length];
        int row = shape.width() * shape.channels();
        for (int i = 0; i < out.length; i++) {
            int pixel = i % row / shape.channels();
            int from = i - i % row + (shape.width() - 1 - pixel) * shape.channels() + i % shape.channels();
            out[i] = pictures.pixels()[from];
        }
        return new Pictures(shape, out);
    }

    /** The nearest so far to one made image. */
    private static final class Ranking {
        private final int most;
        private final List<Nearest> nearest = new ArrayList<>();
        private double limit = Double.POSITIVE_INFINITY; // squared; what is not nearer need not be looked at

        Ranking(int most) {
            this.most = most;
        }

        void see(int index, double squared, boolean mirrored) {
            if (squared >= limit) {
                return;
            }
            Nearest candidate = new Nearest(index, Math.sqrt(squared), mirrored);
            nearest.removeIf(other -> other.index == index && other.distance > candidate.distance);
            if (nearest.stream().noneMatch(other -> other.index == index)) {
                nearest.add(candidate);
                nearest.sort(Comparator.comparingDouble(Nearest::distance));
            }
            if (nearest.size() > most) {
                nearest.removeLast();
            }
            if (nearest.size() == most) {
                limit = nearest.getLast().distance * nearest.getLast().distance;
            }
        }
    }
}
