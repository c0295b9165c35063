/**
 * The pages: a small HTTP server for one user, who may look at runs and ask acts for things. Knows runs and what a step shows,
 * never the trainer or torch; training never waits for it.
 */
@NullMarked
package dev.gannet.web;

import org.jspecify.annotations.NullMarked;
