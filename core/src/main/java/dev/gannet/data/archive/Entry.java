package dev.gannet.data.archive;

/**
 * One picture of a data set, before anybody has looked into it.
 *
 * @param name its path in the data set with {@code /} between folders, or its number; unique
 * @param position where its bytes are, in the archive's own terms; 0 if the name says it
 * @param bytes its size as stored
 * @param time its last change in milliseconds since 1970; 0 where that is not kept
 * @param label the class it belongs to; empty if it has none
 */
public record Entry(String name, long position, long bytes, long time, String label) {}
