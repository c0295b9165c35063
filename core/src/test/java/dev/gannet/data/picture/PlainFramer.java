package dev.gannet.data.picture;

import dev.gannet.config.Colour;
import dev.gannet.config.Framing;
import dev.gannet.config.ImageShape;

/**
 * Framing of an upright picture in double precision, pixel by pixel, written from its definition. Shares no code with the
 * framer.
 */
final class PlainFramer {
    private final Picture picture;
    private final ImageShape shape;
    private final Framing framing;

    PlainFramer(Picture upright, ImageShape shape, Framing framing) {
        this.picture = upright;
        this.shape = shape;
        this.framing = framing;
    }

    /** (height, width, channels) values, unrounded. */
    record Values(double[] values, int height, int width) {}

    Values canvas() {
        double w = picture.width();
        double h = picture.height();
        double tw = shape.width();
        double th = shape.height();
        double shrinkToInside = Math.min(tw / w, th / h);
        return switch (framing.fit()) {
            case STRETCH -> part(w, h, tw, th);
            case CENTER -> part(Math.min(w, atLeast1(h * tw / th)), Math.min(h, atLeast1(w * th / tw)), tw, th);
            case RANDOM -> {
                double shrinkToCover = Math.max(tw / w, th / h);
                double cw = Math.min(2 * tw, Math.max(tw, Math.round(w * shrinkToCover)));
                double ch = Math.min(2 * th, Math.max(th, Math.round(h * shrinkToCover)));
                yield part(
                        w * th / h > 2 * tw ? atLeast1(h * 2 * tw / th) : w,
                        h * tw / w > 2 * th ? atLeast1(w * 2 * th / tw) : h,
                        cw,
                        ch);
            }
            case PAD -> padded(part(w, h, atLeast1(w * shrinkToInside), atLeast1(h * shrinkToInside)));
        };
    }

    private static double atLeast1(double value) {
        return Math.max(1, Math.round(value));
    }

    private Values padded(Values inside) {
        double[] bar = finished(colour(framing.pad()));
        double[] out = new double[shape.bytes()];
        int left = (shape.width() - inside.width) / 2;
        int top = (shape.height() - inside.height) / 2;
        for (int i = 0; i < out.length; i++) {
            int c = i % shape.channels();
            int x = i / shape.channels() % shape.width() - left;
            int y = i / shape.channels() / shape.width() - top;
            boolean within = x >= 0 && x < inside.width && y >= 0 && y < inside.height;
            out[i] = within ? inside.values[(y * inside.width + x) * shape.channels() + c] : bar[c];
        }
        return new Values(out, shape.height(), shape.width());
    }

    /** The middle part of this size, as an image of that size. */
    private Values part(double width, double height, double toWidth, double toHeight) {
        int left = (int) ((picture.width() - width) / 2);
        int top = (int) ((picture.height() - height) / 2);
        double[] out = new double[(int) (toWidth * toHeight) * shape.channels()];
        for (int ty = 0; ty < toHeight; ty++) {
            for (int tx = 0; tx < toWidth; tx++) {
                double[] sum = new double[4]; // premultiplied red, green, blue; opacity
                double all = 0;
                for (int y = 0; y < height; y++) {
                    double down = triangle(ty, toHeight, y, height);
                    for (int x = 0; down > 0 && x < width; x++) {
                        double weight = down * triangle(tx, toWidth, x, width);
                        double[] pixel = weight > 0 ? pixel(left + x, top + y) : sum;
                        for (int c = 0; weight > 0 && c < 4; c++) {
                            sum[c] += weight * pixel[c];
                        }
                        all += weight;
                    }
                }
                for (int c = 0; c < 4; c++) {
                    sum[c] /= all;
                }
                double[] done = finished(sum);
                System.arraycopy(done, 0, out, (ty * (int) toWidth + tx) * done.length, done.length);
            }
        }
        return new Values(out, (int) toHeight, (int) toWidth);
    }

    /** Falls from 1 to 0 over one source pixel, or over one target pixel if that is larger. */
    private static double triangle(int target, double targets, int source, double sources) {
        double distance = Math.abs((target + 0.5) / targets - (source + 0.5) / sources);
        double weight = 1 - distance * Math.min(sources, targets);
        return weight < 1e-9 ? 0 : weight;
    }

    private static double[] colour(Colour colour) {
        return new double[] {colour.red(), colour.green(), colour.blue(), 1};
    }

    private double[] pixel(int x, int y) {
        int at = (y * picture.width() + x) * picture.channels();
        double[] v = new double[picture.channels()];
        for (int c = 0; c < v.length; c++) {
            v[c] = picture.samples()[at + c] & 0xff;
        }
        return switch (v.length) {
            case 1 -> new double[] {v[0], v[0], v[0], 1};
            case 2 -> premultiplied(v[0], v[0], v[0], v[1] / 255);
            case 3 -> new double[] {v[0], v[1], v[2], 1};
            default -> premultiplied(v[0], v[1], v[2], v[3] / 255);
        };
    }

    private static double[] premultiplied(double red, double green, double blue, double opacity) {
        return new double[] {red * opacity, green * opacity, blue * opacity, opacity};
    }

    private double[] finished(double[] p) {
        if (shape.channels() == 4) {
            return p[3] * 255 < 0.5 ? new double[4] : new double[] {p[0] / p[3], p[1] / p[3], p[2] / p[3], p[3] * 255};
        }
        double[] behind = colour(framing.background());
        double[] shown = new double[3];
        for (int c = 0; c < 3; c++) {
            shown[c] = p[c] + (1 - p[3]) * behind[c];
        }
        return shape.channels() == 3 ? shown : new double[] {0.2126 * shown[0] + 0.7152 * shown[1] + 0.0722 * shown[2]};
    }
}
