package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/** The closed choice of optimizers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(OptimizerConfig.Adam.class), @JsonSubTypes.Type(OptimizerConfig.Sgd.class)})
public sealed interface OptimizerConfig {
    /** The learning rate. */
    double lr();

    /** The same optimizer at another learning rate. */
    OptimizerConfig withLr(double newLr);

    /**
     * Adam (Kingma and Ba 2015, algorithm 1).
     *
     * @param lr step size, above 0
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param eps added to the denominator, above 0
     */
    @JsonTypeName("adam")
    record Adam(double lr, double beta1, double beta2, double eps) implements OptimizerConfig {
        /** Checks the ranges. */
        public Adam {
            checkLr(lr);
            checkFraction("beta1", beta1);
            checkFraction("beta2", beta2);
            if (!(eps > 0 && eps < 1)) {
                throw UserException.range("eps", eps, "a number above 0 and below 1");
            }
        }

        @Override
        public Adam withLr(double newLr) {
            return new Adam(newLr, beta1, beta2, eps);
        }
    }

    /**
     * Stochastic gradient descent with classical momentum.
     *
     * @param lr step size, above 0
     * @param momentum in [0, 1); 0 is plain gradient descent
     */
    @JsonTypeName("sgd")
    record Sgd(double lr, double momentum) implements OptimizerConfig {
        /** Checks the ranges. */
        public Sgd {
            checkLr(lr);
            checkFraction("momentum", momentum);
        }

        @Override
        public Sgd withLr(double newLr) {
            return new Sgd(newLr, momentum);
        }
    }

    private static void checkLr(double lr) {
        if (!(lr > 0 && lr <= 10)) {
            throw UserException.range("--lr", lr, "a number above 0, at most 10");
        }
    }

    private static void checkFraction(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw UserException.range(name, value, "0 or more, below 1");
        }
    }
}
