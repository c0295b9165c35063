package dev.gannet.data.picture;

import dev.gannet.data.archive.Stored;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decodes damaged files and counts what comes of them.
 *
 * @param files how many were decoded
 * @param endings how many were taken ({@code picture}) or refused for which reason
 * @param slowest milliseconds of the slowest
 */
record FuzzRun(int files, Map<String, Integer> endings, long slowest) {
    /** Runs {@code amount} files from a seed; throws what the decoder throws besides {@link Rejected}. */
    static FuzzRun of(long seed, int amount) {
        List<byte[]> seeds = FuzzSeeds.all();
        Mutations mutations = new Mutations(seed);
        Decoder decoder = new Decoder();
        Map<String, Integer> endings = new TreeMap<>();
        long slowest = 0;
        for (int i = 0; i < amount; i++) {
            byte[] file = mutations.next(seeds);
            long start = System.nanoTime();
            String ending;
            try {
                Picture picture = decoder.decode(new Stored.File(file));
                check(picture);
                ending = "picture";
            } catch (Rejected e) {
                ending = e.reason().code();
                if (e.detail().isBlank() || e.detail().lines().count() != 1) {
                    throw new IllegalStateException("detail of file " + i + ": " + e.detail(), e);
                }
            } catch (RuntimeException | Error e) {
                throw new IllegalStateException(
                        "file " + i + ": " + HexFormat.of().formatHex(file), e);
            }
            slowest = Math.max(slowest, (System.nanoTime() - start) / 1_000_000);
            endings.merge(ending, 1, Integer::sum);
        }
        return new FuzzRun(amount, endings, slowest);
    }

    private static void check(Picture picture) {
        if (picture.samples().length != picture.height() * picture.width() * picture.channels()) {
            throw new IllegalStateException("samples do not fit the size");
        }
    }

    /** For a process of its own: seed and amount, then one line of counts. */
    public static void main(String[] args) {
        FuzzRun run = of(Long.parseLong(args[0]), Integer.parseInt(args[1]));
        System.out.printf("%d files, slowest %d ms, %s%n", run.files(), run.slowest(), run.endings());
    }
}
