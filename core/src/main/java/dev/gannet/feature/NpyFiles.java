package dev.gannet.feature;

import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.metric.Features;
import dev.gannet.metric.Moments;
import dev.gannet.storage.Durable;
import dev.gannet.storage.RealDisk;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Features and their statistics from and to NumPy's files, so that whoever has run a network elsewhere gets our arithmetic:
 * {@code .npy} with one row a picture, {@code .npz} with {@code mu} and {@code sigma} as pytorch-fid keeps them.
 */
public final class NpyFiles {
    private static final int MOST_DIMS = 8192;
    private static final long TIME = 1_000_000_000_000L; // of entries: the same numbers are the same bytes

    private NpyFiles() {}

    /**
     * Reads features; float64 is rounded to float32.
     *
     * @param file (N, d), at most 2^27 numbers
     * @throws UserException (usage) if it is not there or holds something else
     */
    public static Features features(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Npy array = Npy.read(in, file.toString(), 2);
            float[] values = new float[array.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) array.values()[i];
            }
            return new Features(values, array.shape()[0], array.shape()[1]);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads statistics.
     *
     * @param file a zip of {@code mu.npy} (d) and {@code sigma.npy} (d, d), d at most 8,192
     * @throws UserException (usage) if it is not there or holds something else
     */
    public static Moments moments(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Npy mean = array(zip, file, "mu.npy", 1);
            int dims = mean.shape()[0];
            if (dims > MOST_DIMS) {
                throw Npy.bad(file.toString(), "has a mean of %,d numbers; expected 8,192 at most".formatted(dims));
            }
            Npy covariance = array(zip, file, "sigma.npy", 2);
            if (!Arrays.equals(covariance.shape(), new int[] {dims, dims})) {
                throw Npy.bad(
                        file.toString(),
                        "has a mu of %d numbers and a sigma of %s; expected [%d, %d]"
                                .formatted(dims, Arrays.toString(covariance.shape()), dims, dims));
            }
            return new Moments(mean.values(), covariance.values());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Npy array(ZipFile zip, Path file, String name, int axes) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw Npy.bad(file.toString(), "holds no %s; expected mu.npy and sigma.npy".formatted(name));
        }
        try (InputStream in = new BufferedInputStream(zip.getInputStream(entry))) {
            return Npy.read(in, "%s!/%s".formatted(file, name), axes);
        }
    }

    /**
     * Writes features as float32, in the place of what is there.
     *
     * @throws UserException (resources) if that cannot be done
     */
    public static void write(Path file, Features features) {
        double[] values = new double[features.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = features.values()[i];
        }
        save(file, new Npy(values, new int[] {features.count(), features.dims()}).encode(false));
    }

    /** Writes statistics as float64, likewise. */
    public static void write(Path file, Moments moments) {
        int dims = moments.mu().length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            add(zip, "mu.npy", new Npy(moments.mu(), new int[] {dims}));
            add(zip, "sigma.npy", new Npy(moments.sigma(), new int[] {dims, dims}));
        } catch (IOException e) {
            throw new IllegalStateException("a zip in memory", e);
        }
        save(file, bytes.toByteArray());
    }

    private static void add(ZipOutputStream zip, String name, Npy array) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(TIME);
        zip.putNextEntry(entry);
        zip.write(array.encode(true));
        zip.closeEntry();
    }

    private static void save(Path file, byte[] bytes) {
        try {
            Durable.replace(new RealDisk(), file, bytes);
        } catch (IOException e) {
            throw new UserException(Kind.RESOURCES, "%s: cannot be written: %s".formatted(file, Durable.reason(e)), e);
        }
    }

    private static UserException unreadable(Path file, IOException e) {
        return new UserException(Kind.USAGE, "%s: cannot be read: %s".formatted(file, Durable.reason(e)), e);
    }
}
