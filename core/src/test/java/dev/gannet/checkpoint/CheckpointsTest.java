package dev.gannet.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.Tensors;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    private Path folder = Path.of("");

    private final StepScope scope = StepScope.open();

    @BeforeAll
    static void startEngine() {
        Engine.start(1);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static SequencedMap<String, Tensor> named(Tensor tensor) {
        SequencedMap<String, Tensor> map = new LinkedHashMap<>();
        map.put("w", tensor);
        return map;
    }

    @Test
    void tensors_come_back_bit_for_bit_whatever_their_layout() throws IOException {
        Tensor saved = torch.randn(2, 3, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        Checkpoints checkpoints = new Checkpoints(folder);
        Path at = checkpoints.save(7, 1.5, Map.of("generator", named(saved)));
        assertThat(at).isEqualTo(folder.resolve("step-00000007"));
        assertThat(checkpoints.newest()).contains(at);
        assertThat(checkpoints.state(at).step()).isEqualTo(7);
        Tensor back = torch.zeros(2, 3, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        checkpoints.load(at, "generator", named(back));
        assertThat(Tensors.floats(back)).containsExactly(Tensors.floats(saved));
    }

    @Test
    void the_newest_two_are_kept_and_nothing_temporary_stays() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        for (long step : new long[] {5, 10, 20, 100}) {
            checkpoints.save(step, 0, Map.of("generator", named(torch.zeros(2))));
        }
        try (Stream<Path> children = Files.list(folder)) {
            assertThat(children.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("step-00000020", "step-00000100");
        }
    }

    @Test
    void one_flipped_bit_is_found() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        Path at = checkpoints.save(1, 0, Map.of("generator", named(torch.zeros(5))));
        Path file = at.resolve("generator.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x10;
            Files.write(file, bytes);
            assertThatThrownBy(() -> checkpoints.load(at, "generator", named(torch.zeros(5))))
                    .isInstanceOf(UserException.class)
                    .hasMessage(file + ": is damaged: its SHA-256 is not the one in state.json");
            bytes[i] ^= 0x10;
        }
        Files.write(file, bytes);
        checkpoints.load(at, "generator", named(torch.zeros(5)));
    }

    @Test
    void another_network_is_refused_and_nothing_is_loaded() throws IOException {
        Checkpoints checkpoints = new Checkpoints(folder);
        Path at = checkpoints.save(1, 0, Map.of("generator", named(torch.ones(5))));
        SequencedMap<String, Tensor> other = named(torch.zeros(5));
        other.put("v", torch.zeros(1));
        assertThatThrownBy(() -> checkpoints.load(at, "generator", other))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT))
                .hasMessage(at.resolve("generator.safetensors") + ": tensor 'v': got nothing, expected [1];"
                        + " the run's config.json describes another network");
        assertThat(Tensors.floats(other.get("w"))).containsOnly(0);
        assertThatThrownBy(() -> checkpoints.load(at, "generator", named(torch.zeros(5, 1))))
                .hasMessage(at.resolve("generator.safetensors") + ": tensor 'w': got [5], expected [5, 1];"
                        + " the run's config.json describes another network");
    }
}
