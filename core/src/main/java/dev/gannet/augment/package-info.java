/** Changes of images before D sees them, which errors can go back through; knows no network and no training. */
@NullMarked
package dev.gannet.augment;

import org.jspecify.annotations.NullMarked;
