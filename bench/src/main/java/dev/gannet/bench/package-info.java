/** Speed, measured: this trainer's step against the tutorial's loop, and both against what the machine can multiply. */
@NullMarked
package dev.gannet.bench;

import org.jspecify.annotations.NullMarked;
