package dev.gannet.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.Tensors;
import dev.gannet.config.UserException;
import dev.gannet.config.UserException.Kind;
import dev.gannet.run.Environment;
import dev.gannet.storage.CheckpointStore;
import dev.gannet.storage.Manifest;
import dev.gannet.storage.RealDisk;
import dev.gannet.storage.Retention;
import dev.gannet.tensor.Engine;
import dev.gannet.tensor.StepScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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

    private CheckpointStore store() {
        return new CheckpointStore(new RealDisk(), folder.resolve("checkpoints"), new Retention(2), Duration.ZERO);
    }

    private static final TrainState STATE = new TrainState(
            7,
            1.5,
            new TrainState.Meter(0.1f, 3),
            TrainState.Meter.EMPTY,
            new Recovery(2, 1, List.of(6L), List.of(3L), 2, 0.5),
            Optional.of(4L),
            new TrainState.Strength(0.25, -3, 8),
            List.of(3),
            120,
            new TrainState.Data(5, "dogs"),
            new Environment("1", "libtorch", "cpu", "25", "Linux"));

    private CheckpointStore saved(SequencedMap<String, Tensor> tensors) throws IOException {
        CheckpointStore store = store();
        store.save(
                new Manifest.About("1", 7, true, Optional.empty(), Optional.empty()),
                new Checkpoints(store).snapshot(STATE, Map.of("generator", tensors)));
        return store;
    }

    @Test
    void tensors_and_counters_come_back_bit_for_bit_whatever_their_layout() throws IOException {
        Tensor saved = torch.randn(2, 3, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        Checkpoints checkpoints = new Checkpoints(saved(named(saved)));
        assertThat(checkpoints.state(7)).isEqualTo(STATE);
        Tensor back = torch.zeros(2, 3, 4, 4).contiguous(MemoryFormat.ChannelsLast);
        checkpoints.load(7, Map.of("generator", named(back)));
        assertThat(Tensors.floats(back)).containsExactly(Tensors.floats(saved));
        checkpoints.requireReadable(7, List.of("generator"));
    }

    @Test
    void another_network_is_refused_and_nothing_is_loaded() throws IOException {
        Checkpoints checkpoints = new Checkpoints(saved(named(torch.ones(5))));
        Path file = folder.resolve("checkpoints/step-00000007/generator.safetensors");
        SequencedMap<String, Tensor> other = named(torch.zeros(5, 1));
        for (String name : List.of("a", "b", "c", "d", "e")) {
            other.put(name, torch.zeros(1));
        }
        assertThatThrownBy(() -> checkpoints.load(7, Map.of("generator", other)))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT))
                .hasMessage(file
                        + ": is of another network; nothing was loaded; w: got [5], expected [5, 1]; a: got nothing,"
                        + " expected [1]; b: got nothing, expected [1]; c: got nothing, expected [1]; d: got nothing,"
                        + " expected [1]; and 1 more");
        assertThat(Tensors.floats(other.get("w"))).containsOnly(0);
        SequencedMap<String, Tensor> fewer = new LinkedHashMap<>();
        assertThatThrownBy(() -> checkpoints.load(7, Map.of("generator", fewer)))
                .hasMessage(file + ": is of another network; nothing was loaded; w: got [5], expected nothing");
    }

    @Test
    void counters_of_another_step_are_refused() throws IOException {
        CheckpointStore store = store();
        store.save(
                new Manifest.About("1", 8, true, Optional.empty(), Optional.empty()),
                new Checkpoints(store).snapshot(STATE, Map.of("generator", named(torch.ones(5)))));
        assertThatThrownBy(() -> new Checkpoints(store).requireReadable(8, List.of("generator")))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT))
                .hasMessage(folder.resolve("checkpoints/step-00000008") + ": state.json is of step 7");
    }

    @Test
    void weights_of_which_nothing_fits_are_refused_and_nothing_is_loaded() throws IOException {
        saved(named(torch.ones(5)));
        Path checkpoint = folder.resolve("checkpoints/step-00000007");
        SequencedMap<String, SequencedMap<String, Tensor>> networks = new LinkedHashMap<>();
        networks.put("generator", named(torch.zeros(6)));
        networks.put("discriminator", named(torch.zeros(4)));
        Path file = checkpoint.resolve("generator.safetensors");
        assertThatThrownBy(() -> new InitialWeights().load(file, networks))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHECKPOINT))
                .hasMessage(file + ": holds no tensor that fits this run's networks by name and shape");
        Path folderWithout = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> new InitialWeights().load(folderWithout, networks))
                .hasMessage(folderWithout + ": holds no tensor that fits this run's networks by name and shape");
        networks.put("discriminator", named(torch.zeros(5)));
        assertThat(new InitialWeights().load(file, networks))
                .as("of two networks the one that more of it fits")
                .containsExactly("discriminator: loaded 1 of 1 tensors from " + file, "the optimizers begin anew");
        assertThat(Tensors.floats(networks.get("generator").get("w"))).containsOnly(0);
        assertThat(Tensors.floats(networks.get("discriminator").get("w"))).containsOnly(1);
    }

    @Test
    void a_number_that_is_none_is_refused_by_the_tensors_name() throws IOException {
        Tensor bad = torch.ones(5);
        bad.data_ptr_float().put(3, Float.NaN);
        Checkpoints checkpoints = new Checkpoints(saved(named(bad)));
        Tensor into = torch.zeros(5);
        assertThatThrownBy(() -> checkpoints.load(7, Map.of("generator", named(into))))
                .hasMessage(folder.resolve("checkpoints/step-00000007/generator.safetensors")
                        + ": tensor 'w' holds NaN; nothing was loaded; use an earlier checkpoint");
        assertThat(Tensors.floats(into)).containsOnly(0);
    }
}
