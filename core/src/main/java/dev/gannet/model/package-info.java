/** One file per architecture, and the switch that builds them. */
@NullMarked
package dev.gannet.model;

import org.jspecify.annotations.NullMarked;
