package dev.gannet.train;

import dev.gannet.tensor.StepScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Where a step's numbers went wrong first: a bad moment spoils the weight it moves, a bad weight the losses, a bad loss the
 * gradients.
 *
 * @param where for example {@code G gradient of 8x8.conv.weight}
 * @param nans how many of its numbers are NaN
 * @param infinities how many are infinite
 * @param numbers how many there are
 */
record BadNumber(String where, long nans, long infinities, long numbers) {
    /** Finds it; this is slow, and only done after something has been found. */
    static BadNumber first(Player forger, Player detective, Ledger ledger) {
        return inLearned(forger, detective)
                .or(() -> loss("loss of D", ledger.lossD()))
                .or(() -> in(detective, "gradient of", gradients(detective)))
                .or(() -> loss("loss of G", ledger.lossG()))
                .or(() -> in(forger, "gradient of", gradients(forger)))
                .or(() -> inAverages(forger, detective))
                // each gradient is finite, their squares are not
                .orElseGet(() -> new BadNumber("the norm of the gradients", 0, 1, 1));
    }

    /** Looks where a checkpoint takes its numbers from. */
    static Optional<BadNumber> inState(Player forger, Player detective) {
        return inLearned(forger, detective).or(() -> inAverages(forger, detective));
    }

    private static Optional<BadNumber> inLearned(Player forger, Player detective) {
        return in(forger, "moment", forger.optimizer().state())
                .or(() -> in(detective, "moment", detective.optimizer().state()))
                .or(() -> in(forger, "weight", forger.net().parameters()))
                .or(() -> in(detective, "weight", detective.net().parameters()));
    }

    private static Optional<BadNumber> inAverages(Player forger, Player detective) {
        return in(forger, "running average", forger.net().buffers())
                .or(() -> in(detective, "running average", detective.net().buffers()));
    }

    private static SequencedMap<String, Tensor> gradients(Player player) {
        SequencedMap<String, Tensor> gradients = new LinkedHashMap<>();
        player.net().parameters().forEach((name, weight) -> {
            if (weight.grad().defined()) {
                gradients.put(name, weight.grad());
            }
        });
        return gradients;
    }

    private static Optional<BadNumber> loss(String name, LossMeter meter) {
        float loss = meter.ofStep();
        return Float.isFinite(loss)
                ? Optional.empty()
                : Optional.of(new BadNumber(name, Float.isNaN(loss) ? 1 : 0, Float.isInfinite(loss) ? 1 : 0, 1));
    }

    private static Optional<BadNumber> in(Player player, String what, Map<String, Tensor> tensors) {
        String prefix = player.net().name() + " " + what + " ";
        return tensors.entrySet().stream()
                .flatMap(named -> in(prefix + named.getKey(), named.getValue()).stream())
                .findFirst();
    }

    private static Optional<BadNumber> in(String name, Tensor tensor) {
        try (StepScope scope = StepScope.open();
                NoGradGuard frozen = new NoGradGuard()) {
            long nans = torch.isnan(tensor).sum().item_long();
            long infinities = torch.isinf(tensor).sum().item_long();
            return nans + infinities == 0
                    ? Optional.empty()
                    : Optional.of(new BadNumber(name, nans, infinities, tensor.numel()));
        }
    }

    @Override
    public String toString() {
        return "%s holds %s".formatted(where, amount());
    }

    private String amount() {
        if (numbers == 1) {
            return nans == 1 ? "NaN" : "an infinity";
        }
        return "%,d NaN and %,d infinities among %,d numbers".formatted(nans, infinities, numbers);
    }
}
