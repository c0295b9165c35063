package dev.gannet.data.dogs;

import java.awt.Color;

/** Draws what is behind the dog. */
final class Scenery {
    private Scenery() {}

    static void draw(Brush brush, DogLook look) {
        float hue = (float) look.backdropHue();
        switch (look.backdrop()) {
            case PLAIN -> brush.rectangle(hsb(hue, 0.35f, 0.86f), 0, 0, 1, 1);
            case GRADIENT -> gradient(brush, hsb(hue, 0.18f, 0.97f), hsb(hue, 0.5f, 0.68f));
            case MEADOW -> meadow(brush, hue);
            case ROOM -> room(brush, hue);
        }
    }

    private static int hsb(float hue, float saturation, float brightness) {
        return Color.HSBtoRGB(hue, saturation, brightness) & 0xffffff;
    }

    private static void gradient(Brush brush, int above, int below) {
        brush.fade(above, below);
    }

    private static void meadow(Brush brush, float hue) {
        gradient(brush, 0x8fc4ee, 0xdff0fa);
        int grass = hsb(0.24f + 0.1f * hue, 0.55f, 0.66f);
        brush.oval(Brush.mix(grass, 0xffffff, 0.18), 0.2, 1.06, 0.7, 0.46);
        brush.oval(grass, 0.75, 1.1, 0.8, 0.44);
    }

    private static void room(Brush brush, float hue) {
        brush.rectangle(hsb(hue, 0.22f, 0.9f), 0, 0, 1, 0.72);
        brush.rectangle(0xf4efe6, 0, 0.7, 1, 0.03);
        brush.rectangle(0xa5794f, 0, 0.73, 1, 0.27);
    }
}
