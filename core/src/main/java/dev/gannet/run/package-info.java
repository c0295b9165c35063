/** The run directory as an API: configuration, events, samples. A finished run is read without torch. */
@NullMarked
package dev.gannet.run;

import org.jspecify.annotations.NullMarked;
