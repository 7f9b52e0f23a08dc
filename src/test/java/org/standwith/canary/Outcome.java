package org.standwith.canary;

import java.util.List;
import java.util.Map;
import java.util.Set;
import standwith.sandbox.Request;

/**
 * What a run has seen.
 *
 * @param labels the different values of each label of each metric
 * @param requests what the providers were sent
 * @param internal ids of ours that nobody else is to know
 * @param income what the books have of it, by provider and cadence
 * @param statuses with which requests were answered
 */
record Outcome(
        Findings findings,
        Map<String, Set<String>> labels,
        List<Request> requests,
        List<String> internal,
        List<String> income,
        Set<Integer> statuses) {}
