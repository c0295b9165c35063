/** What a run is asked to do: validated records, closed choices, JSON in and out. No torch, no files. */
@NullMarked
package dev.gannet.config;

import org.jspecify.annotations.NullMarked;
