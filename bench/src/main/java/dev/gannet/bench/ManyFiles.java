package dev.gannet.bench;

import dev.gannet.config.DataConfig;
import dev.gannet.config.Framing;
import dev.gannet.config.Size;
import dev.gannet.data.ArchiveSource;
import dev.gannet.data.Cache;
import dev.gannet.data.Sources;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * A look at a great many files: {@code ManyFiles FOLDER COUNT} makes hard links to one small picture there, a thousand to a
 * folder, and looks at all of them, first anew and then from what was kept. Run it with {@code -Xmx256m}.
 */
public final class ManyFiles {
    private static final int IN_A_FOLDER = 1_000;

    private ManyFiles() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        Path original = Files.createDirectories(root).resolve("original.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", original.toFile());
        Path farm = root.resolve("farm");
        for (int i = 0; i < count; i++) {
            Path folder = farm.resolve("%04d".formatted(i / IN_A_FOLDER));
            if (i % IN_A_FOLDER == 0) {
                Files.createDirectories(folder);
            }
            Path link = folder.resolve("%07d.png".formatted(i));
            if (!Files.exists(link)) {
                Files.createLink(link, original);
            }
        }
        Sources sources = new Sources(Cache.at(root.resolve("cache"), Cache.Pictures.NOWHERE), 1, _ -> {});
        for (String which : new String[] {"first", "second"}) {
            look(sources, new DataConfig.Folder(farm), which);
        }
    }

    private static void look(Sources sources, DataConfig.Folder data, String which) throws InterruptedException {
        long start = System.nanoTime();
        try (ArchiveSource source = sources.look(data, new Size(64, 64), Optional.empty(), Framing.DEFAULT)) {
            PrintStream out = System.out;
            out.println(String.format(
                    Locale.ROOT,
                    "%s look: %,d pictures in %.1f s; peak heap %,d MB",
                    which,
                    source.count(),
                    (System.nanoTime() - start) / 1e9,
                    peakHeapBytes() / 1_000_000));
        }
    }

    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
