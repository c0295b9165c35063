package dev.gannet.data.dogs;

import java.awt.Color;
import java.awt.geom.Path2D;

/** Draws head and face, front to back in the order that paint needs. */
final class FacePainter {
    private static final double HEAD_Y = 0.44;
    private static final double EYE_Y = 0.415;
    private static final int WHITE_FUR = 0xfaf7f1;

    private final Brush brush;
    private final DogLook look;
    private final Coat coat;
    private final double turnX;
    private final double muzzleY;

    FacePainter(Brush brush, DogLook look) {
        this.brush = brush;
        this.look = look;
        this.coat = look.coat();
        this.turnX = look.turn() * 0.035;
        this.muzzleY = 0.555 + 0.03 * (look.muzzleLength() - 1);
    }

    void head() {
        double width = 0.27 * look.headWidth();
        tufts(width);
        brush.oval(coat.base, 0.5, HEAD_Y, width, 0.255);
        brush.oval(coat.base, 0.5, HEAD_Y + 0.075, width * (0.9 + 0.1 * look.fluff()), 0.2);
        brush.glow(0xffffff, 70, 0.42, HEAD_Y - 0.12, 0.2);
    }

    /** Fur that sticks out at the cheeks. */
    private void tufts(double width) {
        for (int side = -1; side <= 1; side += 2) {
            double edge = 0.5 + side * width;
            double out = side * (0.015 + 0.055 * look.fluff());
            Path2D tuft = new Path2D.Double();
            tuft.moveTo(edge - side * 0.08, HEAD_Y);
            tuft.lineTo(edge + out, HEAD_Y + 0.1);
            tuft.lineTo(edge - side * 0.01, HEAD_Y + 0.12);
            tuft.lineTo(edge + out * 0.7, HEAD_Y + 0.17);
            tuft.lineTo(edge - side * 0.12, HEAD_Y + 0.22);
            tuft.closePath();
            brush.shape(Brush.mix(coat.base, coat.light, 0.25), tuft);
        }
    }

    void markings() {
        double x = 0.5 + turnX;
        switch (look.pattern()) {
            case SOLID -> {}
            case MASK -> {
                for (int side = -1; side <= 1; side += 2) {
                    brush.oval(coat.dark, eyeX(side), EYE_Y + 0.01, 0.085, 0.075, side * 0.4);
                }
                brush.oval(coat.dark, x, muzzleY - 0.02, 0.155 * look.muzzleWidth(), 0.15);
            }
            case BLAZE -> blaze(x);
            case EYE_PATCH -> brush.oval(coat.dark, eyeX(look.turn() < 0 ? -1 : 1), EYE_Y, 0.105, 0.115, 0.3);
            case TAN_POINTS -> {
                for (int side = -1; side <= 1; side += 2) {
                    brush.oval(coat.light, eyeX(side), EYE_Y - 0.085, 0.035, 0.026);
                    brush.oval(coat.light, 0.5 + side * 0.17 * look.headWidth(), 0.55, 0.07, 0.06);
                }
            }
            case SPOTS -> spots();
        }
    }

    private void blaze(double x) {
        Path2D stripe = new Path2D.Double();
        stripe.moveTo(x - 0.025, 0.2);
        stripe.quadTo(x - 0.045, 0.36, x - 0.12, 0.56);
        stripe.lineTo(x + 0.12, 0.56);
        stripe.quadTo(x + 0.045, 0.36, x + 0.025, 0.2);
        stripe.closePath();
        brush.shape(WHITE_FUR, stripe);
    }

    private void spots() {
        brush.oval(coat.dark, 0.4, 0.29, 0.045, 0.035);
        brush.oval(coat.dark, 0.58, 0.27, 0.03, 0.04);
        brush.oval(coat.dark, 0.33, 0.47, 0.035, 0.045);
        brush.oval(coat.dark, 0.68, 0.42, 0.035, 0.05);
        brush.oval(coat.dark, 0.65, 0.56, 0.03, 0.03);
    }

    void muzzle() {
        double x = 0.5 + turnX * 1.5;
        double half = 0.075 * look.muzzleWidth();
        double height = 0.1 * look.muzzleLength();
        int fur = muzzleFur();
        if (look.tongue()) {
            tongue(x, height);
        } else {
            brush.oval(Brush.mix(fur, coat.dark, 0.4), x, muzzleY + height * 0.75, half * 0.85, height * 0.42);
        }
        brush.oval(fur, x, muzzleY - height * 0.35, half * 1.25, height);
        for (int side = -1; side <= 1; side += 2) {
            brush.oval(fur, x + side * half * 0.75, muzzleY + height * 0.25, half, height * 0.72);
        }
        brush.glow(0xffffff, 90, x - half * 0.7, muzzleY, half * 1.1);
        mouth(x, half, height);
        nose(x, muzzleY - height * 0.62);
    }

    private int muzzleFur() {
        return switch (look.pattern()) {
            case MASK -> Brush.mix(coat.dark, coat.base, 0.25);
            case BLAZE, EYE_PATCH, SPOTS -> WHITE_FUR;
            case SOLID -> Brush.mix(coat.base, coat.light, 0.75);
            case TAN_POINTS -> coat.light;
        };
    }

    private void tongue(double x, double height) {
        double y = muzzleY + height * 0.95;
        brush.oval(0x5a2020, x, y - 0.02, 0.06, 0.045);
        brush.oval(0xe8768a, x, y + 0.035, 0.042, 0.075);
        brush.oval(0xf5a0ae, x - 0.012, y + 0.03, 0.014, 0.05);
    }

    private void mouth(double x, double half, double height) {
        double top = muzzleY - height * 0.3;
        double middle = muzzleY + height * 0.5;
        Path2D lips = new Path2D.Double();
        lips.moveTo(x, top);
        lips.lineTo(x, middle);
        lips.quadTo(x - half * 0.7, middle + 0.045, x - half * 1.45, middle - 0.005);
        lips.moveTo(x, middle);
        lips.quadTo(x + half * 0.7, middle + 0.045, x + half * 1.45, middle - 0.005);
        brush.line(Brush.mix(muzzleFur(), 0x20100a, 0.75), 0.014, lips);
    }

    private void nose(double x, double y) {
        int colour = look.brownNose() ? 0x5a3426 : 0x1b1716;
        Path2D nose = new Path2D.Double();
        nose.moveTo(x - 0.062, y - 0.025);
        nose.quadTo(x, y - 0.055, x + 0.062, y - 0.025);
        nose.quadTo(x + 0.055, y + 0.03, x, y + 0.045);
        nose.quadTo(x - 0.055, y + 0.03, x - 0.062, y - 0.025);
        brush.shape(colour, nose);
        brush.oval(new Color(255, 255, 255, 150), x - 0.02, y - 0.02, 0.02, 0.01);
    }

    private double eyeX(int side) {
        return 0.5 + turnX + side * 0.115 * look.eyeGap() * look.headWidth();
    }

    void eyes() {
        for (int side = -1; side <= 1; side += 2) {
            double x = eyeX(side);
            double radius = 0.042 * look.eyeSize();
            brush.oval(rim(), x, EYE_Y, radius * 1.35, radius * 1.3);
            brush.oval(0xfdfbf7, x, EYE_Y, radius * 1.1, radius * 1.02);
            brush.oval(look.eyes().rgb, x + turnX * 0.2, EYE_Y, radius * 0.95, radius * 0.98);
            brush.oval(0x0d0906, x + turnX * 0.2, EYE_Y, radius * 0.55, radius * 0.6);
            brush.oval(0xffffff, x - radius * 0.3, EYE_Y - radius * 0.35, radius * 0.34, radius * 0.34);
            brow(side, x, radius);
        }
    }

    /** Dark on light fur and light on dark fur, so that the eyes read at 32 pixels. */
    private int rim() {
        boolean darkFur = look.pattern() == DogLook.Pattern.MASK || coat == Coat.BLACK;
        return darkFur ? Brush.mix(coat.dark, coat.light, 0.6) : Brush.mix(coat.dark, 0x100a06, 0.6);
    }

    private void brow(int side, double x, double radius) {
        Path2D brow = new Path2D.Double();
        double y = EYE_Y - radius * 2.1;
        brow.moveTo(x - side * radius, y + 0.006);
        brow.quadTo(x, y - 0.022, x + side * radius * 1.1, y + 0.016);
        brush.line(Brush.mix(coat.base, coat.dark, 0.7), 0.012, brow);
    }
}
