package dev.gannet.paper;

import dev.gannet.trace.DebugView;
import dev.gannet.trace.StepTrace;

/**
 * A step to be told about.
 *
 * @param run whose it is
 * @param checkpoint steps done when the checkpoint was saved from which it was made
 * @param trace what it has shown
 */
public record Told(DebugView.About run, long checkpoint, StepTrace trace) {}
