/** The making of a bundle. It lives beside the screens, so that it goes on when the person looks at another one. */
import type { Backend, Failure, PackOutcome, PackRequest, PackStep } from "../backend";
import * as m from "../paraglide/messages.js";
import { announcer } from "../shared/announce.svelte";
import { asFailure } from "../shared/failure";
import { formatNumber, formatShare } from "../shared/format";
import { secondsLeft, watched, type Moment } from "./timeLeft";

export type PackingState =
  | { kind: "idle" }
  | { kind: "running"; step: PackStep | null; cancelling: boolean; secondsLeft: number | null }
  | { kind: "done"; outcome: PackOutcome }
  | { kind: "failed"; failure: Failure };

export class Packing {
  state = $state.raw<PackingState>({ kind: "idle" });
  #backend: Backend;
  #now: () => number;
  #said = "";
  #phase: PackStep["phase"] | null = null;
  #moments: Moment[] = [];

  /** `now` in milliseconds, of a clock that only goes forward. */
  constructor(backend: Backend, now: () => number = () => performance.now()) {
    this.#backend = backend;
    this.#now = now;
  }

  get busy(): boolean {
    return this.state.kind === "running";
  }

  /** Packs and verifies. Does nothing while one is being made. */
  async run(request: PackRequest): Promise<void> {
    if (this.busy) return;
    this.state = { kind: "running", step: null, cancelling: false, secondsLeft: null };
    this.#said = "";
    this.#phase = null;
    try {
      const outcome = await this.#backend.pack(request, (step) => this.#progress(step));
      this.state = { kind: "done", outcome };
    } catch (error) {
      this.state = { kind: "failed", failure: asFailure(error) };
    }
  }

  async cancel(): Promise<void> {
    if (this.state.kind !== "running") return;
    this.state = { ...this.state, cancelling: true };
    try {
      await this.#backend.cancelPack();
    } catch (error) {
      announcer.say(asFailure(error).message);
      if (this.state.kind === "running") this.state = { ...this.state, cancelling: false };
    }
  }

  /** Back to the question; a bundle that was made stays where it is. */
  reset(): void {
    if (!this.busy) this.state = { kind: "idle" };
  }

  /** Reading back takes about as long as writing; how long it really takes is seen once it has begun. */
  #left(step: PackStep): number | null {
    if (this.#phase !== step.phase) this.#moments = [];
    this.#phase = step.phase;
    this.#moments = watched(this.#moments, { at: this.#now(), done: step.done });
    return secondsLeft(this.#moments, step.phase === "writing" ? 2 * step.total : step.total);
  }

  #progress(step: PackStep): void {
    // Steps travel on a channel of their own and may come after the outcome.
    if (this.state.kind !== "running") return;
    this.state = { ...this.state, step, secondsLeft: this.#left(step) };
    const quarter = Math.floor((step.done / Math.max(step.total, 1)) * 4);
    const mark = `${step.phase} ${quarter}`;
    if (mark === this.#said) return;
    this.#said = mark;
    announcer.say(`${phaseName(step.phase)} ${formatShare(quarter, 4)}`);
  }
}

/** Said in the words of someone who looks at a clock, not of the clock. */
export function timeLeftSentence(seconds: number): string {
  if (seconds < 45) return m.ui_time_left_seconds();
  if (seconds < 90) return m.ui_time_left_minute();
  return m.ui_time_left_minutes({ count: formatNumber(Math.round(seconds / 60)) });
}

/** What came of it, for those who look at another screen; `null` while nothing has. */
export function outcomeSentence(state: PackingState): string | null {
  if (state.kind === "failed") return state.failure.message;
  if (state.kind !== "done" || state.outcome.kind === "cancelled") return null;
  if (state.outcome.kind === "refused") return m.ui_submit_refused();
  return state.outcome.draft ? m.ui_result_draft() : m.ui_result_final();
}

export function phaseName(phase: PackStep["phase"]): string {
  return phase === "writing" ? m.ui_submit_writing() : m.ui_submit_verifying();
}
