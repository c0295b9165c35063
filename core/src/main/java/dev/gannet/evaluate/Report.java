package dev.gannet.evaluate;

import dev.gannet.metric.Copies;
import dev.gannet.metric.Nearest;
import java.util.List;
import java.util.Optional;

/**
 * All that an evaluation says, and all that has to be the same for two of them to be compared.
 *
 * @param made what was evaluated
 * @param data the real images
 * @param split what was compared with what
 * @param n made pictures, and as many real ones
 * @param seed of which pictures, and of all else that is random in the comparison
 * @param features the name of the feature space
 * @param hash of the feature space
 * @param measures in the order of a table
 * @param classes what a classifier sees, if the feature space is one
 * @param memory whether training images were learned by heart
 * @param neighbours the training images nearest to each made picture on the sheet, in its order; none without a sheet
 * @param notes what to mind about these numbers, a line each
 */
public record Report(
        String made,
        String data,
        String split,
        int n,
        long seed,
        String features,
        String hash,
        List<Measure> measures,
        Optional<Shares> classes,
        Memory memory,
        List<Neighbours> neighbours,
        List<String> notes) {
    /** Copies the lists. */
    public Report {
        measures = List.copyOf(measures);
        neighbours = List.copyOf(neighbours);
        notes = List.copyOf(notes);
    }

    /**
     * Which classes pictures look like.
     *
     * @param names of the classes
     * @param made share of the made pictures, by class
     * @param real share of the real pictures that they are compared with, by class
     */
    public record Shares(List<String> names, List<Double> made, List<Double> real) {
        /** Copies the lists. */
        public Shares {
            names = List.copyOf(names);
            made = List.copyOf(made);
            real = List.copyOf(real);
        }
    }

    /**
     * How near made pictures lie to training images.
     *
     * @param against the real images whose distances are the scale
     * @param copies by pixels
     */
    public record Memory(String against, Copies copies) {}

    /**
     * The training images nearest to a made picture, the nearest first. Indices are those of the images in the order of the data.
     *
     * @param byPixels mirrored or not
     * @param byFeatures in the feature space
     */
    public record Neighbours(List<Nearest> byPixels, List<Nearest> byFeatures) {
        /** Copies the lists. */
        public Neighbours {
            byPixels = List.copyOf(byPixels);
            byFeatures = List.copyOf(byFeatures);
        }
    }

    /** The same with what a sheet shows. */
    public Report with(List<Neighbours> found) {
        return new Report(
                made, data, split, n, seed, features, hash, measures, classes, memory, List.copyOf(found), notes);
    }
}
