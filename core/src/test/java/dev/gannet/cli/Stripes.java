package dev.gannet.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** A small data set of two classes, of which features are learned in a moment. */
final class Stripes {
    private static final int SIDE = 8;

    private Stripes() {}

    /** Twenty pictures of upright stripes in one folder and twenty of lying ones in another; gives the folder of both. */
    static Path in(Path folder) throws IOException {
        Path set = folder.resolve("stripes");
        Random random = new Random(1);
        for (String kind : new String[] {"lying", "upright"}) {
            Path of = Files.createDirectories(set.resolve(kind));
            for (int i = 0; i < 20; i++) {
                BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
                int light = random.nextInt(0x1000000);
                int dark = random.nextInt(0x1000000);
                for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                    int along = kind.equals("lying") ? pixel / SIDE : pixel % SIDE;
                    image.setRGB(pixel % SIDE, pixel / SIDE, along % 4 < 2 ? light : dark);
                }
                ImageIO.write(image, "png", of.resolve("%02d.png".formatted(i)).toFile());
            }
        }
        return set;
    }
}
