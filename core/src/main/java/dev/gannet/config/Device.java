package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;

/** Where networks live and compute. The same networks, noise and images on each; the last bits of a result differ. */
public enum Device {
    /** The processor. */
    @JsonProperty("cpu")
    CPU,
    /** The first NVIDIA GPU; needs the build of libtorch that is made for it. */
    @JsonProperty("cuda")
    CUDA;

    /** Both, by the names that {@code --device} takes. */
    public static Map<String, Device> byName() {
        return new TreeMap<>(Map.of("cpu", CPU, "cuda", CUDA));
    }
}
