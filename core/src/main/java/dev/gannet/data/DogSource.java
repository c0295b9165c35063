package dev.gannet.data;

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

    DogSource(DataConfig.Dogs config, int size) {
        this.config = config;
        this.shape = new ImageShape(3, size);
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
    public void read(int index, byte[] target, int offset) {
        BufferedImage picture = artist.draw(DogLook.of(config.seed(), index), shape.height());
        int at = offset;
        for (int rgb : picture.getRGB(0, 0, shape.height(), shape.height(), null, 0, shape.height())) {
            target[at++] = (byte) (rgb >> 16);
            target[at++] = (byte) (rgb >> 8);
            target[at++] = (byte) rgb;
        }
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
