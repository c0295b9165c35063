package dev.gannet.paper;

import dev.gannet.trace.DebugView;
import dev.gannet.trace.StepTrace;
import java.util.Optional;

/**
 * A step to be told about.
 *
 * @param run whose it is
 * @param checkpoint steps done when the checkpoint was saved from which it was made only to be told about; absent of a step that
 *     somebody has looked at
 * @param trace what it has shown
 */
public record Told(DebugView.About run, Optional<Long> checkpoint, StepTrace trace) {}
