/** How far the three steps of submitting are. */
import type { PackingState } from "../../app/packing.svelte";
import type { Overview } from "../../backend";

export type StepState = "done" | "now" | "draft" | "later";

export function stepStates(
  findings: Overview["findings"],
  packing: PackingState,
): Record<"check" | "make" | "handIn", StepState> {
  const clear = findings.required === 0;
  const outcome = packing.kind === "done" ? packing.outcome : null;
  // A draft is made, but not to be handed in.
  const made = outcome?.kind === "packed" && !outcome.draft;
  return { check: clear ? "done" : "now", make: made ? "done" : clear ? "now" : "draft", handIn: made ? "now" : "later" };
}
