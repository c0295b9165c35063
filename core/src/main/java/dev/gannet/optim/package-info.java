/** Optimizers whose whole state is plain named tensors. */
@NullMarked
package dev.gannet.optim;

import org.jspecify.annotations.NullMarked;
