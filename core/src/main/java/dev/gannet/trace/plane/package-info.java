/** What the game in the plane shows, and what it may be asked for: plain records, no torch. */
@NullMarked
package dev.gannet.trace.plane;

import org.jspecify.annotations.NullMarked;
