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
        if (size < MIN_SIZE || size > MAX_SIZE) {
            throw new IllegalArgumentException("size must be from " + MIN_SIZE + " to " + MAX_SIZE + ", not " + size);
        }
        int factor = Shrink.factorFor(size);
        BufferedImage canvas = new BufferedImage(size * factor, size * factor, BufferedImage.TYPE_INT_RGB);
        paint(canvas, look);
        return factor == 1 ? canvas : Shrink.box(canvas, factor);
    }

    private static void paint(BufferedImage canvas, DogLook look) {
        Anatomy anatomy = Anatomy.of(look);
        Coats.Palette palette = Coats.palette(look);
        Backdrop.paint(canvas, look);
        try (Brush brush = new Brush(canvas)) {
            brush.lay(bodyAndRearEars(canvas.getWidth(), anatomy, look, palette).image());
            brush.lay(head(canvas.getWidth(), anatomy, look, palette).image());
            if (Ears.hangs(look.ears())) {
                brush.lay(frontEars(canvas.getWidth(), anatomy, look, palette).image());
            }
            enterHead(brush, look);
            Eyes.paint(brush, anatomy, look, palette);
            Muzzle.paintNose(brush, anatomy, look, palette);
        }
    }

    private static Layer bodyAndRearEars(int side, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        Layer layer = new Layer(side);
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

    private static Layer head(int side, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        Layer layer = new Layer(side);
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

    private static Layer frontEars(int side, Anatomy anatomy, DogLook look, Coats.Palette palette) {
        Layer layer = new Layer(side);
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
