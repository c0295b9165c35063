package dev.gannet.trace;

import java.util.List;
import java.util.Optional;

/**
 * What is inside a layer of one of the networks while it works on an image of the step: what comes out of its units, which
 * are channels or, without rows and columns, single numbers. All is read in the step's own pass, with its whole batch and
 * before any update.
 *
 * @param step the step, from 1
 * @param layer g: or d: and its name
 * @param kind what it computes
 * @param shape of its output for one image; empty for a single number
 * @param real whether the image is real, else it is made
 * @param image its number in the batch, from 1
 * @param picture the image: as G has made it, or as D has seen it
 * @param units those with the largest spread, largest first: 16 with rows and columns, else 64
 * @param maps what comes out of these, from black at the lowest of their values to white at the highest; only with rows and
 *     columns
 * @param filters the kernels of its convolutions, by weight
 * @param without what the image is without each unit, of layers of G
 */
public record Units(
        long step,
        String layer,
        String kind,
        List<Long> shape,
        boolean real,
        int image,
        Strip picture,
        List<Unit> units,
        Optional<Strip> maps,
        List<Filters> filters,
        Optional<Without> without)
        implements Look {

    /**
     * One unit.
     *
     * @param number in its layer, from 0
     * @param spread standard deviation of what comes out of it, over the whole batch and all pixels
     * @param low the lowest value that comes out of it for the image
     * @param high the highest; the same without rows and columns
     */
    public record Unit(int number, double spread, double low, double high) {}

    /**
     * The strongest kernels of a weight, before any update: those with the largest sum of squares, largest first.
     *
     * @param weight its name in the layer
     * @param count of all its kernels, one for every input and output
     * @param kernels the 16 strongest
     * @param scale the weight of full colour
     * @param pictures of these: blue below 0, orange above
     */
    public record Filters(String weight, long count, List<Kernel> kernels, double scale, Strip pictures) {}

    /**
     * The weights between an input channel and an output channel.
     *
     * @param from the input's number, from 0
     * @param to the output's number, from 0
     * @param low the lowest weight
     * @param high the highest
     */
    public record Kernel(int from, int to, double low, double high) {}

    /**
     * What the image is without single units: nothing but 0 comes out of one, for the whole batch.
     *
     * @param verdict what D, before its update, says to the image as it is: a probability, or the score where the loss knows none
     * @param gone what it is without each of the units with the largest spread, as many as there is time for; the largest change first
     * @param pictures of the first of these
     */
    public record Without(double verdict, List<Gone> gone, Strip pictures) {}

    /**
     * The image without one unit.
     *
     * @param unit its number in the layer, from 0
     * @param change mean size of the change of a sample, in 255ths of the way from black to white
     * @param verdict what D says to it
     */
    public record Gone(int unit, double change, double verdict) {}
}
