/** Training state to and from safetensors files. */
@NullMarked
package dev.gannet.checkpoint;

import org.jspecify.annotations.NullMarked;
