/** The making of a bundle. */
import type { PackOutcome, PackRequest } from "../backend";
import * as m from "../paraglide/messages.js";
import { Job, type JobState } from "./job.svelte";

export type PackingState = JobState<PackOutcome>;

export class Packing extends Job<PackOutcome> {
  /** Packs and verifies. */
  run(request: PackRequest): Promise<void> {
    return this.start(m.ui_submit_making(), (onStep) => this.backend().pack(request, onStep));
  }
}

/** What came of it, for those who look at another screen; `null` while nothing has. */
export function outcomeSentence(state: PackingState): string | null {
  if (state.kind === "failed") return state.failure.message;
  if (state.kind !== "done" || state.outcome.kind === "cancelled") return null;
  if (state.outcome.kind === "refused") return m.ui_submit_refused();
  return state.outcome.draft ? m.ui_result_draft() : m.ui_result_final();
}
