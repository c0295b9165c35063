package dev.gannet.evaluate;

import dev.gannet.config.ImageShape;
import dev.gannet.metric.Pair;
import dev.gannet.run.Pictures;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What is to be looked at before anybody believes that made pictures repeat themselves or leave real ones out.
 *
 * @param reference the real pictures
 */
public record PairSheet(Reference reference) {
    /** Pairs of either kind on a sheet. */
    public static final int PAIRS = 16;

    private static final int COLUMNS = 4; // of pairs

    /** A pair as it is drawn. */
    private record Beside(BufferedImage left, BufferedImage right) {}

    /**
     * Draws it: above, the made pictures that are nearest to each other by pixels, in pairs; below, the real pictures that are
     * farthest from all made ones by features, each before the made one nearest to it.
     *
     * @param made as many as there are real ones
     */
    public BufferedImage of(Pictures made) {
        List<Beside> twins = Pair.closest(made, PAIRS).stream()
                .map(pair -> new Beside(made.single(pair.one()), made.single(pair.other())))
                .toList();
        Pictures real = reference.firstPictures();
        List<Beside> leftOut = Pair.leftOut(reference.first(), reference.features(made), PAIRS).stream()
                .map(pair -> new Beside(real.single(pair.one()), made.single(pair.other())))
                .toList();
        return draw(made.shape(), twins, leftOut);
    }

    private static BufferedImage draw(ImageShape shape, List<Beside> above, List<Beside> below) {
        int scale = Math.max(1, Math.ceilDiv(NearestSheet.SMALL, Math.max(shape.width(), shape.height())));
        int width = shape.width() * scale;
        int height = shape.height() * scale;
        int row = height + NearestSheet.WIDE;
        int half = NearestSheet.WIDE + Math.ceilDiv(above.size(), COLUMNS) * row;
        BufferedImage sheet = new BufferedImage(
                NearestSheet.WIDE + COLUMNS * (2 * width + NearestSheet.GAP + NearestSheet.WIDE),
                half + 2 * NearestSheet.WIDE + Math.ceilDiv(below.size(), COLUMNS) * row,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(NearestSheet.BACKGROUND);
        pen.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        draw(pen, above, NearestSheet.WIDE, width, height);
        draw(pen, below, half + 2 * NearestSheet.WIDE, width, height);
        pen.dispose();
        return sheet;
    }

    private static void draw(Graphics2D pen, List<Beside> pairs, int top, int width, int height) {
        for (int i = 0; i < pairs.size(); i++) {
            int x = NearestSheet.WIDE + i % COLUMNS * (2 * width + NearestSheet.GAP + NearestSheet.WIDE);
            int y = top + i / COLUMNS * (height + NearestSheet.WIDE);
            pen.drawImage(pairs.get(i).left(), x, y, width, height, null);
            pen.drawImage(pairs.get(i).right(), x + width + NearestSheet.GAP, y, width, height, null);
        }
    }
}
