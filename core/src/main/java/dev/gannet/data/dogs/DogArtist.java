package dev.gannet.data.dogs;

import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * Draws dogs. The same look and size always give the same pixels.
 *
 * <p>Has no state: one artist may be used by many threads at once. Needs no display.
 */
public final class DogArtist {

    /** Smallest picture side, in pixels. */
    public static final int MIN_SIZE = 8;

    /** Largest picture side, in pixels. */
    public static final int MAX_SIZE = 1024;

    private static final double HEAD_X = 0.5;
    private static final double HEAD_Y = 0.5;

    /** Makes the usual head fill most of the picture: a small network sees few pixels. */
    private static final double HEAD_SCALE = 1.1;

    /** Creates an artist. */
    public DogArtist() {
        // Nothing to set up: everything a picture needs is made while drawing it.
    }

    /**
     * Draws one dog.
     *
     * @param look what the dog looks like
     * @param size side of the picture in pixels, {@value #MIN_SIZE} to {@value #MAX_SIZE}
     * @return a new picture of {@code size} by {@code size} pixels, of type {@link BufferedImage#TYPE_INT_RGB}
     */
    public BufferedImage draw(DogLook look, int size) {
        return draw(look, size, size);
    }

    /**
     * Draws one dog in a picture that need not be square: as large as the shorter side allows, in the middle of a wide
     * picture, at the bottom of a tall one, before a background that goes on to the edges.
     *
     * @param look what the dog looks like
     * @param width of the picture in pixels, {@value #MIN_SIZE} to {@value #MAX_SIZE}
     * @param height of the picture in pixels, {@value #MIN_SIZE} to {@value #MAX_SIZE}
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     */
    public BufferedImage draw(DogLook look, int width, int height) {
        check(width);
        check(height);
        Stage stage = new Stage(width, height);
        int factor = Shrink.factorFor(stage.side());
        Stage large = stage.times(factor);
        BufferedImage canvas = new BufferedImage(large.width(), large.height(), BufferedImage.TYPE_INT_RGB);
        paint(canvas, large, look);
        return factor == 1 ? canvas : Shrink.box(canvas, factor);
    }

    private static void check(int side) {
        if (side < MIN_SIZE || side > MAX_SIZE) {
            throw new IllegalArgumentException("size must be from " + MIN_SIZE + " to " + MAX_SIZE + ", not " + side);
        }
    }

    private static void paint(BufferedImage canvas, Stage stage, DogLook look) {
        Anatomy anatomy = Anatomy.of(look);
        Coats.Palette palette = Coats.palette(look);
        Backdrop.paint(canvas, stage, look);
        try (Brush brush = new Brush(canvas, stage)) {
            brush.lay(bodyAndRearEars(stage, anatomy, look, palette).image());
            brush.lay(head(stage, anatomy, look, palette).image());
            if (Ears.hangs(look.ears())) {
                brush.lay(frontEars(stage, anatomy, look, palette).image());
            }
            enterHead(brush, look);
            Eyes.paint(brush, anatomy, look, palette);
            Muzzle.paintNose(brush, anatomy, look, palette);
        }
    }

    private static Layer bodyAndRearEars(Stage stage, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        Layer layer = new Layer(stage);
        try (Brush brush = layer.brush()) {
            AffineTransform whole = brush.transform();
            Body.paint(brush, look, palette);
            enterHead(brush, look);
            Ears.paintBehind(brush, anatomy, look, palette);
            brush.restore(whole);
        }
        layer.shade(0.5, 0.6, 0.64);
        return layer;
    }

    private static Layer head(Stage stage, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        Layer layer = new Layer(stage);
        try (Brush brush = layer.brush()) {
            enterHead(brush, look);
            Skull.paint(brush, anatomy, look, palette.ground());
            brush.onlyOnPaint();
            Markings.paint(brush, anatomy, look, palette);
            brush.everywhere();
            Muzzle.paintSnout(brush, anatomy, look, palette);
        }
        layer.shade(HEAD_X + look.offsetX(), HEAD_Y + look.offsetY(), 0.33 * look.scale());
        return layer;
    }

    private static Layer frontEars(Stage stage, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        Layer layer = new Layer(stage);
        try (Brush brush = layer.brush()) {
            enterHead(brush, look);
            Ears.paintInFront(brush, anatomy, look, palette);
        }
        layer.shade(HEAD_X + look.offsetX(), HEAD_Y + look.offsetY(), 0.45);
        return layer;
    }

    /** Switches the brush from picture coordinates to those of {@link Anatomy}. */
    private static void enterHead(Brush brush, DogLook look) {
        brush.move(HEAD_X + look.offsetX(), HEAD_Y + look.offsetY());
        brush.turn(Math.toRadians(look.tiltDegrees()));
        brush.stretch(HEAD_SCALE * look.scale(), HEAD_SCALE * look.scale());
    }
}
