package dev.gannet.evaluate;

import dev.gannet.metric.Copies;

/**
 * What a race asks of made pictures: more than a training can be asked for meanwhile.
 *
 * @param score distance and neighbourhoods in features
 * @param kernel kernel distance in features: unlike the Fréchet distance it has no bias, which with few pictures is most of that
 * @param copies whether made pictures lie nearer to real ones than other real ones do
 */
public record Comparison(Score score, double kernel, Copies copies) {}
