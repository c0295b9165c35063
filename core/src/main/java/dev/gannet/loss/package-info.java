/** Adversarial losses and penalties: pure functions of logits. */
@NullMarked
package dev.gannet.loss;

import org.jspecify.annotations.NullMarked;
