package dev.gannet.cli;

import dev.gannet.config.Choices;
import dev.gannet.config.Colour;
import dev.gannet.config.DataConfig;
import dev.gannet.config.Fit;
import dev.gannet.config.Framing;
import dev.gannet.config.Size;
import dev.gannet.config.UserException;
import dev.gannet.data.ImageSource;
import dev.gannet.data.Sources;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** How pictures become training images: the options that {@code train} and {@code inspect} share. */
final class DataOptions {
    /** What a path to data may be. */
    static final String KINDS =
            "A folder of images, a .zip or .tar[.gz] of them, a WebDataset, Parquet as Hugging Face stores"
                    + " it, MNIST or CIFAR files.";

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description =
                    "Size of the images: 64, or 64x96 for 64 wide and 96 high (folders and archives 64, else 32).")
    private Optional<String> size = Optional.empty();

    @Option(
            names = "--crop",
            paramLabel = "WHERE",
            description =
                    "center: the largest window of the images' shape in the middle; random: the same, elsewhere each"
                            + " time; none: the whole picture, see --pad and --stretch (center).")
    private Optional<String> crop = Optional.empty();

    @Option(
            names = "--pad",
            paramLabel = "COLOUR",
            description = "Show whole pictures between bars of this colour: black, white, grey or #rrggbb.")
    private Optional<String> pad = Optional.empty();

    @Option(names = "--stretch", description = "Show whole pictures, their proportions given up.")
    private boolean stretch;

    @Option(
            names = "--channels",
            paramLabel = "KIND",
            description = "grey, rgb, or rgba: transparency is learned as well (grey if all pictures are, else rgb).")
    private Optional<String> channels = Optional.empty();

    @Option(
            names = "--background",
            paramLabel = "COLOUR",
            defaultValue = "white",
            description = "What is behind transparent pixels without --channels rgba (${DEFAULT-VALUE}).")
    private String background = "";

    /** The size that was asked for, or the data's usual one. */
    Size size(DataConfig data) {
        return size.map(Size::parse).orElseGet(() -> switch (data) {
            case DataConfig.Dogs _, DataConfig.Idx _, DataConfig.Cifar _ -> new Size(32, 32);
            case DataConfig.Folder _, DataConfig.Zip _, DataConfig.Tar _, DataConfig.Parquet _ -> new Size(64, 64);
        });
    }

    /** The images that are named, in the shape that is asked for; only a look at the pictures tells whether they are grey. */
    ImageSource open(DataConfig data, Sources sources) throws InterruptedException {
        return switch (data) {
            case DataConfig.Dogs dogs ->
                Sources.drawn(dogs, size(data).shape(channels().orElse(3)));
            case DataConfig.OnDisk files -> sources.open(files, size(files), channels(), framing());
        };
    }

    /** The channels that were asked for; none if the pictures are to tell. */
    Optional<Integer> channels() {
        return channels.map(
                name -> Choices.named("--channels", name, new TreeMap<>(Map.of("grey", 1, "rgb", 3, "rgba", 4))));
    }

    Framing framing() {
        return new Framing(fit(), colour("--pad", pad.orElse("black")), colour("--background", background));
    }

    private Fit fit() {
        if (pad.isPresent() && stretch) {
            throw UserException.usage("--pad and --stretch exclude each other");
        }
        Optional<String> where = crop.map(name ->
                Choices.named("--crop", name, new TreeMap<>(Map.of("center", name, "random", name, "none", name))));
        boolean whole = pad.isPresent() || stretch;
        if (whole && where.isPresent() && !where.get().equals("none")) {
            throw UserException.usage("--crop %s cuts and %s does not; use one of them"
                    .formatted(where.get(), stretch ? "--stretch" : "--pad"));
        }
        if (stretch) {
            return Fit.STRETCH;
        }
        return switch (where.orElse(whole ? "none" : "center")) {
            case "random" -> Fit.RANDOM;
            case "none" -> Fit.PAD;
            default -> Fit.CENTER;
        };
    }

    private static Colour colour(String option, String text) {
        try {
            return Colour.parse(text);
        } catch (UserException e) {
            throw UserException.usage(option + ": " + e.getMessage());
        }
    }
}
