package dev.gannet.train;

import java.util.Map;

/**
 * What may be different when a run goes on.
 *
 * @param settings new values by the names of {@link dev.gannet.config.Settings}
 * @param acceptDataChange whether to go on although the images are not those that the run was trained on
 */
public record Resumption(Map<String, String> settings, boolean acceptDataChange) {
    /** Nothing: the run goes on bit for bit. */
    public static final Resumption EXACT = new Resumption(Map.of(), false);
}
