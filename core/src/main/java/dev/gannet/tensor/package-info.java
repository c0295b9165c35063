/** The only home of native lifetimes: scopes, the engine's start, noise, image bytes to tensors and back. */
@NullMarked
package dev.gannet.tensor;

import org.jspecify.annotations.NullMarked;
