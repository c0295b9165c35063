package dev.gannet.data;

import dev.gannet.config.Colour;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.data.dogs.DogArtist;
import dev.gannet.data.dogs.DogLook;
import java.awt.image.BufferedImage;

/** The built-in data: drawings of dogs, picture i a pure function of the seed and i. */
final class DogSource implements ImageSource {
    private final DataConfig.Dogs config;
    private final ImageShape shape;
    private final DogArtist artist = new DogArtist();

    DogSource(DataConfig.Dogs config, ImageShape shape) {
        this.config = config;
        this.shape = shape;
    }

    @Override
    public int count() {
        return config.count();
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public void read(int index, long draw, byte[] target, int offset) {
        BufferedImage picture = artist.draw(DogLook.of(config.seed(), index), shape.width(), shape.height());
        int at = offset;
        for (int rgb : picture.getRGB(0, 0, shape.width(), shape.height(), null, 0, shape.width())) {
            int red = rgb >> 16 & 0xff;
            int green = rgb >> 8 & 0xff;
            int blue = rgb & 0xff;
            if (shape.channels() == 1) {
                target[at++] = (byte) Math.round(Colour.luma(red, green, blue));
                continue;
            }
            target[at++] = (byte) red;
            target[at++] = (byte) green;
            target[at++] = (byte) blue;
            if (shape.channels() == 4) {
                target[at++] = (byte) 255; // opaque
            }
        }
    }

    @Override
    public String name(int index) {
        return "drawing %,d".formatted(index);
    }

    @Override
    public String describe() {
        return "%,d built-in drawings of dogs, seed %d".formatted(config.count(), config.seed());
    }

    @Override
    public String fingerprint() {
        return "dogs-%d-%d".formatted(config.seed(), config.count());
    }
}
