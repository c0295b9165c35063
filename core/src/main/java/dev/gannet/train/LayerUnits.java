package dev.gannet.train;

import dev.gannet.config.UserException;
import dev.gannet.loss.AdversarialLoss;
import dev.gannet.model.Gan;
import dev.gannet.nn.Net;
import dev.gannet.nn.SummaryRow;
import dev.gannet.trace.Ask;
import dev.gannet.trace.Stop;
import dev.gannet.trace.Strip;
import dev.gannet.trace.Units;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/** Looks at what comes out of a layer in the step's own pass, and tries the passes without its units. For one step. */
final class LayerUnits implements Beside {
    private static final String OF_FORGER = "g:";
    private static final String OF_DETECTIVE = "d:";

    private final Ask.Units asked;
    private final int index; // of the image in its batch
    private final Gan gan;
    private final Forward forward;
    private final AdversarialLoss loss;
    private final SecondLook second;
    private final boolean forger; // else it is the detective's layer
    private final SummaryRow layer;
    private Tensor output = new Tensor(); // a copy of the layer's, for the whole batch
    private Tensor made = new Tensor(); // borrowed from the step, as the next one
    private Tensor real = new Tensor();
    private Optional<Strip> picture = Optional.empty();
    private Optional<UnitValues> values = Optional.empty();
    private List<Units.Filters> filters = List.of();
    private Optional<Units.Without> without = Optional.empty();

    /** @throws UserException (usage) if there is no such layer or it does not work on such an image */
    LayerUnits(Ask.Units asked, int index, Gan gan, Forward forward, AdversarialLoss loss) {
        this.asked = asked;
        this.index = index;
        this.gan = gan;
        this.forward = forward;
        this.loss = loss;
        this.second = new SecondLook(forward, gan.discriminator());
        this.forger = asked.layer().startsWith(OF_FORGER);
        if (forger && asked.real()) {
            throw UserException.usage("units=%s: G makes no real image; ask a layer of D".formatted(asked.layer()));
        }
        String prefix = forger ? OF_FORGER : OF_DETECTIVE;
        List<SummaryRow> all = net().summary();
        this.layer = all.stream()
                .filter(row -> asked.layer().equals(prefix + row.name()))
                .findFirst()
                .orElseThrow(() -> UserException.usage("units=%s: expected a layer such as %s%s"
                        .formatted(asked.layer(), prefix, all.getFirst().name())));
    }

    private Net net() {
        return forger ? gan.generator() : gan.discriminator();
    }

    @Override
    public void at(Stop stop, Tensor... seen) {
        switch (stop) {
            case NOISE -> listen(forger);
            case GENERATE -> {
                listen(false);
                made = seen[0].detach();
            }
            case REAL -> {
                real = seen[0];
                listen(!forger && !asked.real());
            }
            case D_ON_FAKES -> {
                judged(seen[0], made, !asked.real());
                listen(asked.real());
            }
            case D_ON_REALS -> {
                judged(seen[0], real, asked.real());
                listen(false);
            }
            case READY, ERRORS, BACKWARD_D, UPDATE_D, RESCORE, G_ERROR, BACKWARD_G, UPDATE_G, RESULT -> {}
        }
    }

    /** Whether to look at the next pass, which is one of the layer's network. */
    private void listen(boolean yes) {
        if (yes) {
            forward.show(this::hear);
        } else {
            forward.showNobody();
        }
    }

    private void hear(String name, String kind, Tensor out) {
        if (name.equals(layer.name())) {
            try (NoGradGuard frozen = new NoGradGuard()) {
                output = out.detach().clone(); // the next layer may work in place
                values = Optional.of(UnitValues.of(output, index));
                filters = StrongestKernels.of(net(), name);
            }
        }
    }

    /** @param its whether the image that is asked about is one of those that D has just judged */
    private void judged(Tensor logits, Tensor images, boolean its) {
        if (!its) {
            return;
        }
        Tensor seen = forger ? images : second.seen(second.just(images));
        picture = Optional.of(new Sketch(Ablation.shape(images), 1).images(seen.narrow(0, index, 1)));
        if (forger) {
            Ablation ablation = new Ablation(gan, forward, loss, layer.name(), output, images, index);
            without = Optional.of(ablation.of(values.orElseThrow().largestSpread(ablation.affordable()), logits));
        }
    }

    @Override
    public Units found(long step) {
        UnitValues of = values.orElseThrow();
        return new Units(
                step,
                asked.layer(),
                layer.kind(),
                of.shape(),
                asked.real(),
                asked.image(),
                picture.orElseThrow(),
                of.units(),
                of.maps(),
                filters,
                without);
    }
}
