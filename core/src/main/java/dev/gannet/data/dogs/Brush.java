package dev.gannet.data.dogs;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** Shapes in a picture whose sides are 1 long, antialiased. */
final class Brush {
    private final Graphics2D graphics;

    Brush(Graphics2D graphics, int pixels) {
        this.graphics = graphics;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(pixels, pixels);
    }

    void oval(int rgb, double x, double y, double radiusX, double radiusY) {
        oval(new Color(rgb), x, y, radiusX, radiusY);
    }

    void oval(Color color, double x, double y, double radiusX, double radiusY) {
        graphics.setColor(color);
        graphics.fill(new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY));
    }

    /** An oval turned by {@code angle} around its own middle. */
    void oval(int rgb, double x, double y, double radiusX, double radiusY, double angle) {
        AffineTransform before = graphics.getTransform();
        graphics.rotate(angle, x, y);
        oval(rgb, x, y, radiusX, radiusY);
        graphics.setTransform(before);
    }

    void rectangle(int rgb, double left, double top, double width, double height) {
        graphics.setColor(new Color(rgb));
        graphics.fill(new Rectangle2D.Double(left, top, width, height));
    }

    void shape(int rgb, Path2D path) {
        graphics.setColor(new Color(rgb));
        graphics.fill(path);
    }

    void line(int rgb, double width, Path2D path) {
        graphics.setColor(new Color(rgb));
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    /** The whole picture, from one colour at the top to another at the bottom. */
    void fade(int above, int below) {
        graphics.setPaint(new GradientPaint(0, 0, new Color(above), 0, 1, new Color(below)));
        graphics.fill(new Rectangle2D.Double(0, 0, 1, 1));
    }

    /** A soft glow or shadow: full in the middle, nothing at the rim. */
    void glow(int rgb, int alpha, double x, double y, double radius) {
        Color middle = new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, alpha);
        Color rim = new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 0);
        graphics.setPaint(new RadialGradientPaint(
                new Point2D.Double(x, y), (float) radius, new float[] {0f, 1f}, new Color[] {middle, rim}));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** What is drawn from here on is turned, moved and scaled around a point; give the result to {@link #restore}. */
    AffineTransform place(double angle, double moveX, double scale, double x, double y) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(moveX, 0);
        graphics.translate(x, y);
        graphics.rotate(angle);
        graphics.scale(scale, scale);
        graphics.translate(-x, -y);
        return before;
    }

    void restore(AffineTransform before) {
        graphics.setTransform(before);
    }

    /** A mix of two colours: all {@code a} at 0, all {@code b} at 1. */
    static int mix(int a, int b, double share) {
        int red = blend(a >> 16 & 0xff, b >> 16 & 0xff, share);
        int green = blend(a >> 8 & 0xff, b >> 8 & 0xff, share);
        int blue = blend(a & 0xff, b & 0xff, share);
        return red << 16 | green << 8 | blue;
    }

    private static int blend(int a, int b, double share) {
        return (int) Math.round(a + (b - a) * share);
    }
}
