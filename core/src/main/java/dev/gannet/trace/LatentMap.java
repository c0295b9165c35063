package dev.gannet.trace;

import java.util.List;
import java.util.Optional;

/**
 * What G, before its update, makes of noise around and between that of the step's images. Each picture is made as the step has
 * made its own: by the statistics of its batch, where G uses any, and asked to be of the chosen image's class, if there are classes.
 *
 * @param step the step, from 1
 * @param image the chosen image's place in the batch, from 1
 * @param other that of the image to which the walk leads, from 1
 * @param ofClass the class that all pictures are asked to be of
 * @param neighbours whether G makes an image by the others in its batch too: then the other noise stands in the chosen image's
 *     place, among the others as they were
 * @param cell from a cell to the next: so many standard deviations of the noise
 * @param grid rows from top to bottom, as many as columns: noise on a plane through the chosen image's, which is in the middle
 * @param apart (rows, columns), how far a picture is from the one in the middle: the root mean square difference of their
 *     numbers in [-1, 1]
 * @param walk the pictures from the chosen image's noise to the other's, evenly turned
 * @param walked how far each of these is from the first, likewise
 * @param angle between the two noise vectors, in degrees
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from tensor to page, never compared
public record LatentMap(
        long step,
        int image,
        int other,
        Optional<String> ofClass,
        boolean neighbours,
        double cell,
        List<Strip> grid,
        double[][] apart,
        Strip walk,
        double[] walked,
        double angle)
        implements Look {}
