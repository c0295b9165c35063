package dev.gannet.run;

/**
 * How many pairs of pictures are nearly the same: nearer by pixels than a hundredth of the real pictures have their nearest.
 *
 * @param pictures how many were compared, each with each
 * @param made pairs among so many made ones
 * @param real pairs among so many real ones, none of which has decided what is near
 */
public record Lookalikes(int pictures, long made, long real) {}
