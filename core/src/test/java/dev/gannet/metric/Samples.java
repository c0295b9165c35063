package dev.gannet.metric;

import dev.gannet.config.ImageShape;
import dev.gannet.run.Pictures;
import java.util.SplittableRandom;

/** Made-up features and pictures. */
final class Samples {
    private Samples() {}

    /** Standard normal numbers. */
    static Features normal(int count, int dims, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * dims];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Features(values, count, dims);
    }

    /** Each number times a factor, plus another. */
    static Features changed(Features features, float times, float plus) {
        float[] values = features.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * times + plus;
        }
        return new Features(values, features.count(), features.dims());
    }

    /** Pictures of any bytes. */
    static Pictures noise(int count, ImageShape shape, long seed) {
        byte[] pixels = new byte[count * shape.bytes()];
        new SplittableRandom(seed).nextBytes(pixels);
        return new Pictures(shape, pixels);
    }

    /** The same pictures with each level times a factor plus another, rounded and clipped. */
    static Pictures changed(Pictures pictures, double times, double plus) {
        byte[] pixels = pictures.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.clamp(Math.round((pixels[i] & 0xff) * times + plus), 0, 255);
        }
        return new Pictures(pictures.shape(), pixels);
    }

    static double squaredDistance(Features one, int i, Features other, int j) {
        double sum = 0;
        for (int c = 0; c < one.dims(); c++) {
            double difference = (double) one.values()[i * one.dims() + c] - other.values()[j * one.dims() + c];
            sum += difference * difference;
        }
        return sum;
    }
}
