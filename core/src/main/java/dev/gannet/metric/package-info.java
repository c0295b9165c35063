/** How far made pictures are from real ones, as numbers. Knows pictures and features, not networks. */
@NullMarked
package dev.gannet.metric;

import org.jspecify.annotations.NullMarked;
