package dev.gannet.trace;

/** What was found in a step that was run once more, to look at something that its stops do not show. */
public sealed interface Look permits LatentMap, Slice, Units, VerdictMap {
    /** The step, from 1. */
    long step();
}
