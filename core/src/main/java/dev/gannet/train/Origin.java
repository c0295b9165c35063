package dev.gannet.train;

import dev.gannet.checkpoint.TrainState;
import dev.gannet.run.Environment;

/**
 * What a run's numbers depend on beyond its configuration.
 *
 * @param data the images
 * @param environment the machine
 */
record Origin(TrainState.Data data, Environment environment) {}
