/** One step without a browser: as a page to keep or print, or in a terminal, in the words of the pages. Knows no torch. */
@NullMarked
package dev.gannet.paper;

import org.jspecify.annotations.NullMarked;
