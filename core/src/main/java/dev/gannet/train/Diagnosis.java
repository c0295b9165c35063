package dev.gannet.train;

import java.util.List;

/**
 * Why a run has been given up, as {@code diagnosis.json} holds it.
 *
 * @param step the last step
 * @param firstBad the tensor whose numbers were first not finite, and what it held
 * @param skipped steps that were skipped, in all
 * @param wentBackAt steps at which the run went back to a checkpoint
 * @param lost steps that were taken back, in all
 * @param lr the learning rate at the end
 * @param advice what to try
 */
public record Diagnosis(
        long step, String firstBad, long skipped, List<Long> wentBackAt, long lost, double lr, String advice) {}
