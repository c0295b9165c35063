package dev.gannet.data.dogs;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** A transparent sheet for one part of the dog, so that markings and shading stay inside that part. */
final class Layer {

    private final BufferedImage image;
    private final Stage stage;

    Layer(Stage stage) {
        this.stage = stage;
        image = new BufferedImage(stage.width(), stage.height(), BufferedImage.TYPE_INT_ARGB);
    }

    Brush brush() {
        return new Brush(image, stage);
    }

    BufferedImage image() {
        return image;
    }

    /**
     * Lights the painted pixels softly from the upper left as if they lay on a ball.
     *
     * @param centreX centre of the ball in unit coordinates
     * @param centreY centre of the ball in unit coordinates
     * @param radius radius of the ball in unit coordinates
     */
    void shade(double centreX, double centreY, double radius) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int side = stage.side();
        float step = (float) (1 / (side * radius));
        for (int y = 0, i = 0; y < stage.height(); y++) {
            float v = (float) (((y - stage.top() + 0.5) / side - centreY) / radius);
            float u = (float) (((0.5 - stage.left()) / side - centreX) / radius);
            for (int x = 0; x < stage.width(); x++, i++, u += step) {
                if (pixels[i] != 0) {
                    pixels[i] = lit(pixels[i], u, v);
                }
            }
        }
    }

    private static int lit(int argb, float u, float v) {
        float light = -0.55f * u - 0.75f * v;
        float edge = Math.max(0, u * u + v * v - 0.55f);
        float dark = Math.clamp(-0.17f * light + 0.14f * edge, 0f, 0.42f);
        float bright = Math.clamp(0.17f * light - 0.10f * edge, 0f, 0.2f);
        int keep = Math.round(256 * (1 - dark) * (1 - bright));
        int add = Math.round(255 * bright * 256);
        int red = (argb >> 16 & 255) * keep + add >> 8;
        int green = (argb >> 8 & 255) * keep + add >> 8;
        int blue = (argb & 255) * keep + add >> 8;
        return argb & 0xFF000000 | red << 16 | green << 8 | blue;
    }
}
