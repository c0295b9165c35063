/** Image sources and the loader that keeps a batch ready. Plain Java bytes; no torch. */
@NullMarked
package dev.gannet.data;

import org.jspecify.annotations.NullMarked;
