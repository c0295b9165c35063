package dev.gannet.feature;

import dev.gannet.config.UserException;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.StepScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.MethodOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The network of the standard FID, from the user's own copy of {@code inception-2015-12-05.pt}, by the protocol of NVIDIA's
 * programs: bytes 0 to 255 in three channels (grey ones three times), of any size, for the network itself resizes; 2,048
 * numbers of the last pooling. Never compare with numbers of another protocol.
 *
 * <p>The file is a program. It is the only one that is ever run, and only because the user has named it.
 *
 * @see <a href="https://arxiv.org/abs/1706.08500">Heusel et al. 2017</a>
 */
public final class Inception implements FeatureSpace {
    private static final int DIMS = 2048;
    private static final int BATCH = 32; // at 299x299 inside
    private static final String FLAG = "return_features";
    private static final String WANTED = "expected NVIDIA's inception-2015-12-05.pt";

    private final JitModule network;
    private final String hash;

    private Inception(JitModule network, String hash) {
        this.network = network;
        this.hash = hash;
    }

    /**
     * Opens the file.
     *
     * @throws UserException (usage) if it is not there, is no TorchScript, or does not answer as the network would
     */
    public static Inception open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw UserException.usage("%s: is no file; %s".formatted(file, WANTED));
        }
        String hash = hash(file);
        try (StepScope scope = StepScope.open()) {
            JitModule network = load(file);
            MethodOptional forward = network.find_method("forward");
            if (!forward.has_value()
                    || !forward.get()
                            .function()
                            .getSchema()
                            .argumentIndexWithName(FLAG)
                            .has_value()) {
                throw UserException.usage(
                        "%s: has no function forward with an argument %s; %s".formatted(file, FLAG, WANTED));
            }
            check(file, network);
            return new Inception(scope.keep(network), hash);
        }
    }

    private static JitModule load(Path file) {
        try {
            JitModule network = torch.load(file.toString(), new DeviceOptional(new Device(DeviceType.CPU)), true);
            network.eval();
            return network;
        } catch (RuntimeException e) { // whatever C++ throws
            throw new UserException(
                    UserException.Kind.USAGE, "%s: is no TorchScript file; %s".formatted(file, WANTED), e);
        }
    }

    /** Asks for the features of one black picture. */
    private static void check(Path file, JitModule network) {
        String got;
        try (NoGradGuard frozen = new NoGradGuard()) {
            IValue answer = call(network, torch.zeros(1, 3, 32, 32).to(ScalarType.Byte));
            if (answer.isTensor()) {
                Tensor features = answer.toTensor();
                ScalarType type = features.scalar_type().intern();
                if (type == ScalarType.Float && Arrays.equals(features.shape(), new long[] {1, DIMS})) {
                    return;
                }
                got = "%s %s".formatted(type, Arrays.toString(features.shape()));
            } else {
                got = "no tensor";
            }
        } catch (RuntimeException e) {
            throw new UserException(
                    UserException.Kind.USAGE,
                    "%s: fails on a picture of 32x32 bytes in 3 channels; %s".formatted(file, WANTED),
                    e);
        }
        throw UserException.usage(
                "%s: gives %s for one picture, not Float [1, %d]; %s".formatted(file, got, DIMS, WANTED));
    }

    private static IValue call(JitModule network, Tensor pictures) {
        StringIValueMap flags = new StringIValueMap();
        flags.put(new BytePointer(FLAG), new IValue(true));
        return network.forward(new IValueVector(new IValue(pictures)), flags);
    }

    private static String hash(Path file) {
        MessageDigest digest = Weights.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.USAGE, "%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        return Weights.digits(digest);
    }

    @Override
    public String name() {
        return "inception[nv]";
    }

    /** Of the file. */
    @Override
    public String hash() {
        return hash;
    }

    @Override
    public int dims() {
        return DIMS;
    }

    /**
     * The features.
     *
     * @param pictures grey or RGB, of any size
     * @throws UserException (usage) if they have opacity, for which FID has no rule
     */
    @Override
    public Features of(Pictures pictures) {
        if (pictures.shape().channels() == 4) {
            throw UserException.usage("FID is defined for grey and RGB pictures; these are " + pictures.shape());
        }
        return new Inference(DIMS, BATCH, some -> call(network, bytes(some)).toTensor()).of(pictures);
    }

    /** (N, 3, H, W) uint8. */
    private static Tensor bytes(Pictures some) {
        var shape = some.shape();
        return Tensor.create(some.pixels(), some.count(), shape.height(), shape.width(), shape.channels())
                .permute(0, 3, 1, 2)
                .expand(-1, 3, -1, -1)
                .contiguous(MemoryFormat.Contiguous);
    }

    @Override
    public void close() {
        network.close();
    }
}
