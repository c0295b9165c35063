package dev.gannet.train;

import dev.gannet.feature.FeatureSpace;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;

/** A picture brought to four by four pixels: a feature space without a network, and of few numbers, which is fast. */
record Coarse(int channels) implements FeatureSpace {
    private static final int SIDE = 4;

    @Override
    public String name() {
        return "coarse";
    }

    @Override
    public String hash() {
        return "0123456789ab";
    }

    @Override
    public int dims() {
        return SIDE * SIDE * channels;
    }

    @Override
    public Features of(Pictures pictures) {
        float[] values = new float[pictures.count() * dims()];
        int bytes = pictures.shape().bytes();
        int width = pictures.shape().width();
        int height = pictures.shape().height();
        for (int i = 0; i < pictures.pixels().length; i++) {
            int pixel = i % bytes / channels;
            int row = pixel / width * SIDE / height;
            int column = pixel % width * SIDE / width;
            int at = (row * SIDE + column) * channels + i % channels;
            values[i / bytes * dims() + at] += (pictures.pixels()[i] & 0xff) * (float) SIDE * SIDE / (width * height);
        }
        return new Features(values, pictures.count(), dims());
    }

    @Override
    public void close() {}
}
