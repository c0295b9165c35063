/** Checkpoints on a disk that may fail: atomic folders, hashes, retention, the safetensors format. Knows no tensor library. */
@NullMarked
package dev.gannet.storage;

import org.jspecify.annotations.NullMarked;
