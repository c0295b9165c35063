package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.TreeMap;

/** The number format of the networks' convolutions and matrix products. Weights and losses are always float32. */
public enum Precision {
    /** 32-bit floats throughout. */
    @JsonProperty("fp32")
    FP32,
    /** bfloat16 products with float32 master weights: fast on a CPU with AVX-512 bf16 or AMX, and on GPUs. */
    @JsonProperty("bf16")
    BF16;

    /** Both, by the names that {@code --precision} takes. */
    public static Map<String, Precision> byName() {
        return new TreeMap<>(Map.of("fp32", FP32, "bf16", BF16));
    }
}
