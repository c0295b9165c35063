/** How pictures are kept: folders, archives, and the formats of known data sets. No picture is decoded here. */
@NullMarked
package dev.gannet.data.archive;

import org.jspecify.annotations.NullMarked;
