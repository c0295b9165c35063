package dev.gannet.data.dogs;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;

/** A thin wrapper of one picture's Graphics2D that paints in units of the stage's square. Owned by one call of the artist. */
final class Brush implements AutoCloseable {

    private final Graphics2D graphics;
    private final int glowRings;

    /** Paints on the whole image: (0, 0) is the top left corner of the stage's square, (1, 1) its bottom right one. */
    Brush(BufferedImage image, Stage stage) {
        graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        // The steps between rings show on large pictures only, and only small ones are made by the thousand.
        glowRings = Math.clamp(stage.side() / 20, 5, 14);
        graphics.translate(stage.left(), stage.top());
        graphics.scale(stage.side(), stage.side());
    }

    /** From now on paints only where the layer already has paint: far faster than a clip shape. */
    Brush onlyOnPaint() {
        graphics.setComposite(AlphaComposite.SrcAtop);
        return this;
    }

    Brush everywhere() {
        graphics.setComposite(AlphaComposite.SrcOver);
        return this;
    }

    AffineTransform transform() {
        return graphics.getTransform();
    }

    void restore(AffineTransform saved) {
        graphics.setTransform(saved);
    }

    void move(double x, double y) {
        graphics.translate(x, y);
    }

    void turn(double radians) {
        // StrictMath, here as everywhere in this package: the same picture on every machine, to the last bit.
        double cos = StrictMath.cos(radians);
        double sin = StrictMath.sin(radians);
        graphics.transform(new AffineTransform(cos, sin, -sin, cos, 0, 0));
    }

    void stretch(double x, double y) {
        graphics.scale(x, y);
    }

    void fill(Shape shape, int rgb) {
        graphics.setColor(new Color(rgb));
        graphics.fill(shape);
    }

    void fill(Shape shape, int rgb, double opacity) {
        graphics.setColor(translucent(rgb, opacity));
        graphics.fill(shape);
    }

    void ellipse(double x, double y, double rx, double ry, int rgb) {
        fill(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry), rgb);
    }

    void ellipse(double x, double y, double rx, double ry, int rgb, double opacity) {
        fill(new Ellipse2D.Double(x - rx, y - ry, 2 * rx, 2 * ry), rgb, opacity);
    }

    /** An ellipse with a soft edge, made of translucent rings: cheaper than a gradient paint. */
    void glow(double x, double y, double rx, double ry, int rgb, double opacity) {
        double each = 1 - StrictMath.pow(1 - opacity, 1.0 / glowRings);
        for (int ring = 0; ring < glowRings; ring++) {
            double grow = 1.08 - 0.75 * ring / (glowRings - 1);
            ellipse(x, y, rx * grow, ry * grow, rgb, each);
        }
    }

    void line(Shape path, double width, int rgb) {
        graphics.setColor(new Color(rgb));
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    /** Lays a layer of the image's own size over the image. */
    void lay(BufferedImage layer) {
        AffineTransform saved = graphics.getTransform();
        graphics.setTransform(new AffineTransform());
        graphics.drawImage(layer, 0, 0, (image, flags, x, y, width, height) -> false);
        graphics.setTransform(saved);
    }

    @Override
    public void close() {
        graphics.dispose();
    }

    private static Color translucent(int rgb, double opacity) {
        return new Color(rgb | (int) Math.round(opacity * 255) << 24, true);
    }
}
