package dev.gannet.data.scan;

import dev.gannet.config.ImageShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Sizes and shapes of all pictures: 8 bytes each. */
final class Measures {
    private static final int FREQUENT = 10;
    private static final Report.Size NONE = new Report.Size(0, 0, 0);

    private final ImageShape target;
    private long[] sizes = new long[16];
    private int count;

    Measures(ImageShape target) {
        this.target = target;
    }

    void add(int width, int height) {
        if (count == sizes.length) {
            sizes = Arrays.copyOf(sizes, count + (count >> 1));
        }
        sizes[count++] = (long) width << 32 | height;
    }

    private static int width(long size) {
        return (int) (size >> 32);
    }

    private static int height(long size) {
        return (int) size;
    }

    Report.Sizes sizes() {
        int[] shorter = new int[count];
        double[] shares = new double[count];
        int smaller = 0;
        for (int i = 0; i < count; i++) {
            int width = width(sizes[i]);
            int height = height(sizes[i]);
            shorter[i] = Math.min(width, height);
            shares[i] = Math.min((double) width / target.width(), (double) height / target.height());
            smaller += width < target.width() || height < target.height() ? 1 : 0;
        }
        Arrays.sort(shorter);
        Arrays.sort(shares);
        List<Report.Size> frequent = new ArrayList<>();
        int different = mostFrequent(frequent);
        Comparator<Report.Size> byArea = Comparator.comparingLong(size -> (long) size.width() * size.height());
        return new Report.Sizes(
                extreme(byArea.reversed()),
                extreme(byArea),
                count == 0 ? 0 : shorter[count / 2],
                different,
                frequent,
                smaller,
                count == 0 ? 0 : shares[count / 10]);
    }

    Report.Shapes shapes() {
        int portrait = 0;
        int landscape = 0;
        double[] lost = new double[count];
        for (int i = 0; i < count; i++) {
            int width = width(sizes[i]);
            int height = height(sizes[i]);
            portrait += height > width ? 1 : 0;
            landscape += width > height ? 1 : 0;
            double ratio = (double) width / height * target.height() / target.width();
            lost[i] = 1 - Math.min(ratio, 1 / ratio);
        }
        Arrays.sort(lost);
        Comparator<Report.Size> byRatio = Comparator.comparingDouble(size -> (double) size.width() / size.height());
        return new Report.Shapes(
                portrait,
                landscape,
                count - portrait - landscape,
                extreme(byRatio),
                extreme(byRatio.reversed()),
                count == 0 ? 0 : lost[count / 2]);
    }

    /** The greatest size, of equal ones the first that came, and how many pictures have it. */
    private Report.Size extreme(Comparator<Report.Size> order) {
        Report.Size greatest = NONE;
        for (int i = 0; i < count; i++) {
            Report.Size size = new Report.Size(width(sizes[i]), height(sizes[i]), 0);
            if (i == 0 || order.compare(size, greatest) > 0) {
                greatest = size;
            }
        }
        long wanted = (long) greatest.width() << 32 | greatest.height();
        int with = 0;
        for (int i = 0; i < count; i++) {
            with += sizes[i] == wanted ? 1 : 0;
        }
        return new Report.Size(greatest.width(), greatest.height(), with);
    }

    /** Puts the most frequent into {@code most} and returns how many different ones there are. */
    private int mostFrequent(List<Report.Size> most) {
        long[] sorted = Arrays.copyOf(sizes, count);
        Arrays.sort(sorted);
        Comparator<Report.Size> order = Comparator.comparingInt(Report.Size::count)
                .thenComparing(Comparator.comparingInt(Report.Size::width).reversed())
                .thenComparing(Comparator.comparingInt(Report.Size::height).reversed());
        PriorityQueue<Report.Size> best = new PriorityQueue<>(order);
        int different = 0;
        int from = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || sorted[i] != sorted[from]) {
                best.add(new Report.Size(width(sorted[from]), height(sorted[from]), i - from));
                if (best.size() > FREQUENT) {
                    best.remove();
                }
                different++;
                from = i;
            }
        }
        most.addAll(best);
        most.sort(order.reversed());
        return different;
    }
}
