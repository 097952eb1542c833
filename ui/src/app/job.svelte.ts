/** A long piece of work on packages. It lives beside the screens, so that it goes on when the person looks at another one. */
import type { Backend, Failure, PackStep } from "../backend";
import * as m from "../paraglide/messages.js";
import { announcer } from "../shared/announce.svelte";
import { asFailure } from "../shared/failure";
import { formatNumber, formatShare } from "../shared/format";
import { secondsLeft, watched, type Moment } from "./timeLeft";

export type JobState<Outcome> =
  | { kind: "idle" }
  | { kind: "running"; step: PackStep | null; cancelling: boolean; secondsLeft: number | null }
  | { kind: "done"; outcome: Outcome }
  | { kind: "failed"; failure: Failure };

export class Job<Outcome> {
  state = $state.raw<JobState<Outcome>>({ kind: "idle" });
  /** What is being done, as a sentence begins. */
  doing = $state("");
  /** The one of the portfolio that is open. */
  protected readonly backend: () => Backend;
  #now: () => number;
  #said = "";
  #moments: Moment[] = [];

  /** `now` in milliseconds, of a clock that only goes forward. */
  constructor(backend: () => Backend, now: () => number = () => performance.now()) {
    this.backend = backend;
    this.#now = now;
  }

  get busy(): boolean {
    return this.state.kind === "running";
  }

  /** Does the work. Does nothing while it is being done. */
  async start(doing: string, work: (onStep: (step: PackStep) => void) => Promise<Outcome>): Promise<void> {
    if (this.busy) return;
    this.state = { kind: "running", step: null, cancelling: false, secondsLeft: null };
    this.doing = doing;
    this.#said = "";
    this.#moments = [];
    try {
      this.state = { kind: "done", outcome: await work((step) => this.#progress(step)) };
    } catch (error) {
      this.state = { kind: "failed", failure: asFailure(error) };
    }
  }

  async cancel(): Promise<void> {
    if (this.state.kind !== "running" || this.state.cancelling) return;
    this.state = { ...this.state, cancelling: true };
    try {
      await this.backend().cancelPack();
    } catch (error) {
      announcer.say(asFailure(error).message);
      if (this.state.kind === "running") this.state = { ...this.state, cancelling: false };
    }
  }

  /** Back to the question; what was made stays where it is. */
  reset(): void {
    if (!this.busy) this.state = { kind: "idle" };
  }

  #progress(step: PackStep): void {
    // Steps travel on a channel of their own and may come after the outcome.
    if (this.state.kind !== "running") return;
    this.#moments = watched(this.#moments, { at: this.#now(), done: step.done });
    this.state = { ...this.state, step, secondsLeft: secondsLeft(this.#moments, step.total) };
    const quarter = Math.floor((step.done / Math.max(step.total, 1)) * 4);
    const mark = `${this.doing} ${formatShare(quarter, 4)}`;
    if (mark === this.#said) return;
    this.#said = mark;
    announcer.say(mark);
  }
}

/** Said in the words of someone who looks at a clock, not of the clock. */
export function timeLeftSentence(seconds: number): string {
  if (seconds < 45) return m.ui_time_left_seconds();
  if (seconds < 90) return m.ui_time_left_minute();
  return m.ui_time_left_minutes({ count: formatNumber(Math.round(seconds / 60)) });
}
