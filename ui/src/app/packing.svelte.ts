/** The making of a bundle. It lives beside the screens, so that it goes on when the person looks at another one. */
import type { Backend, Failure, PackOutcome, PackRequest, PackStep } from "../backend";
import * as m from "../paraglide/messages.js";
import { announcer } from "../shared/announce.svelte";
import { asFailure } from "../shared/failure";
import { formatShare } from "../shared/format";

export type PackingState =
  | { kind: "idle" }
  | { kind: "choosing" }
  | { kind: "running"; step: PackStep | null; cancelling: boolean }
  | { kind: "done"; outcome: PackOutcome }
  | { kind: "failed"; failure: Failure };

export class Packing {
  state = $state.raw<PackingState>({ kind: "idle" });
  #backend: Backend;
  #said = "";

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  get busy(): boolean {
    return this.state.kind === "choosing" || this.state.kind === "running";
  }

  /** Asks for the place, packs, verifies. Does nothing while one is being made. */
  async run(request: PackRequest): Promise<void> {
    if (this.busy) return;
    this.state = { kind: "choosing" };
    this.#said = "";
    try {
      const name = await this.#backend.suggestedBundleName(request.draft);
      const place = await this.#backend.chooseBundlePlace(name);
      if (place === null) {
        this.state = { kind: "idle" };
        return;
      }
      this.state = { kind: "running", step: null, cancelling: false };
      const outcome = await this.#backend.pack(request, place, (step) => this.#progress(step));
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

  #progress(step: PackStep): void {
    // Steps travel on a channel of their own and may come after the outcome.
    if (this.state.kind !== "running") return;
    this.state = { ...this.state, step };
    const quarter = Math.floor((step.done / Math.max(step.total, 1)) * 4);
    const mark = `${step.phase} ${quarter}`;
    if (mark === this.#said) return;
    this.#said = mark;
    announcer.say(`${phaseName(step.phase)} ${formatShare(quarter, 4)}`);
  }
}

export function phaseName(phase: PackStep["phase"]): string {
  return phase === "writing" ? m.ui_submit_writing() : m.ui_submit_verifying();
}
