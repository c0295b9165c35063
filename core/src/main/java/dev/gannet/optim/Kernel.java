package dev.gannet.optim;

import java.util.Collection;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * One of libtorch's multi-tensor operators, reached through a line of TorchScript because JavaCPP does not map it. The
 * script is a constant of this package: no file is ever loaded as TorchScript.
 */
final class Kernel implements AutoCloseable {
    // The function lives in the unit: were only the function kept, the collector could free the code under it.
    private final CompilationUnit unit;
    private final Function function;

    /** Compiles {@code script}, which defines {@code step}. */
    Kernel(String script) {
        unit = torch.compile(script);
        function = unit.get_function(new QualifiedName("step"));
        unit.retainReference();
    }

    IValue call(IValue... arguments) {
        return function.apply(new IValueVector(arguments));
    }

    /** Tensors as an argument of type {@code List[Tensor]}. */
    static IValue list(Collection<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }

    @Override
    public void close() {
        unit.releaseReference();
    }
}
