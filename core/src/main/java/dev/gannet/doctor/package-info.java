/** Rules that tell from a run's events what is wrong with it. Knows no engine: it works on a log as on a training. */
@NullMarked
package dev.gannet.doctor;

import org.jspecify.annotations.NullMarked;
