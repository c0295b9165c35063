package dev.gannet.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that decides what a run does: written to {@code config.json} before the first step.
 *
 * @param data where the real images come from
 * @param image the shape they are brought to
 * @param framing how they are brought to it
 * @param recipe the networks and the game
 * @param budget how long to train
 * @param device where the networks are
 * @param precision number format of the products
 * @param threads CPU threads of the engine, 1 to 1024
 * @param seed all randomness is a pure function of this and of counters
 * @param cadence how often to measure, draw and save
 * @param initFrom a file or folder of weights to begin with, instead of drawn ones
 * @param holdOut how many of the images are never trained on, 0 or more
 */
public record RunConfig(
        DataConfig data,
        ImageShape image,
        Framing framing,
        Recipe recipe,
        Budget budget,
        Device device,
        Precision precision,
        int threads,
        long seed,
        Cadence cadence,
        Optional<Path> initFrom,
        int holdOut) {
    private static final int FINGERPRINT_BYTES = 6;

    /** Checks the ranges and that the networks fit the images. */
    public RunConfig {
        if (threads < 1 || threads > 1024) {
            throw UserException.range("--threads", threads, "1 to 1024");
        }
        if (holdOut < 0) {
            throw UserException.range("--hold-out", holdOut, "0 or more images");
        }
        recipe.check(image);
    }

    /** What {@code gannet train} does without options: the built-in dogs, recipe modern at 32 pixels, five minutes, on the CPU, fp32. */
    public static RunConfig defaults() {
        return new RunConfig(
                DataConfig.Dogs.DEFAULT,
                new ImageShape(3, 32),
                Framing.DEFAULT,
                Recipe.Modern.DEFAULT,
                new Budget.Time(300),
                Device.CPU,
                Precision.FP32,
                Runtime.getRuntime().availableProcessors(),
                1,
                Cadence.DEFAULT,
                Optional.empty(),
                0);
    }

    /** The same run on other images. */
    public RunConfig withData(DataConfig newData, ImageShape newImage) {
        return new RunConfig(
                newData, newImage, framing, recipe, budget, device, precision, threads, seed, cadence, initFrom,
                holdOut);
    }

    /** The same run with its pictures framed in another way. */
    public RunConfig withFraming(Framing newFraming) {
        return new RunConfig(
                data, image, newFraming, recipe, budget, device, precision, threads, seed, cadence, initFrom, holdOut);
    }

    /** The same run with another recipe. */
    public RunConfig withRecipe(Recipe newRecipe) {
        return new RunConfig(
                data, image, framing, newRecipe, budget, device, precision, threads, seed, cadence, initFrom, holdOut);
    }

    /** The same run for another time. */
    public RunConfig withBudget(Budget newBudget) {
        return new RunConfig(
                data, image, framing, recipe, newBudget, device, precision, threads, seed, cadence, initFrom, holdOut);
    }

    /** The same run on another device. */
    public RunConfig withDevice(Device newDevice) {
        return new RunConfig(
                data, image, framing, recipe, budget, newDevice, precision, threads, seed, cadence, initFrom, holdOut);
    }

    /** The same run in another precision. */
    public RunConfig withPrecision(Precision newPrecision) {
        return new RunConfig(
                data, image, framing, recipe, budget, device, newPrecision, threads, seed, cadence, initFrom, holdOut);
    }

    /** The same run on another number of threads. */
    public RunConfig withThreads(int newThreads) {
        return new RunConfig(
                data, image, framing, recipe, budget, device, precision, newThreads, seed, cadence, initFrom, holdOut);
    }

    /** The same run from another seed. */
    public RunConfig withSeed(long newSeed) {
        return new RunConfig(
                data, image, framing, recipe, budget, device, precision, threads, newSeed, cadence, initFrom, holdOut);
    }

    /** The same run from other weights. */
    public RunConfig withInitFrom(Path weights) {
        return new RunConfig(
                data,
                image,
                framing,
                recipe,
                budget,
                device,
                precision,
                threads,
                seed,
                cadence,
                Optional.of(weights),
                holdOut);
    }

    /** The same run with another cadence. */
    public RunConfig withCadence(Cadence newCadence) {
        return new RunConfig(
                data, image, framing, recipe, budget, device, precision, threads, seed, newCadence, initFrom, holdOut);
    }

    /** The same run, which never trains on so many of the images. */
    public RunConfig withHoldOut(int images) {
        return new RunConfig(
                data, image, framing, recipe, budget, device, precision, threads, seed, cadence, initFrom, images);
    }

    /**
     * Which game this is, in 12 hex digits, the same on every machine: of everything but how long it lasts, how often it is
     * saved, on which device and how many threads, and in which folder its images lie.
     */
    public String fingerprint() {
        SortedMap<String, String> decides = new Json().flat(this);
        decides.keySet().removeIf(key -> key.matches("(budget|cadence|device|threads|data\\.path)\\b.*"));
        decides.put("data", data.shortName());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(decides.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
