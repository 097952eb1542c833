/** One thing read from the backend: its value, whether it is being read, and why it could not be. */
import type { Failure } from "../backend";
import { asFailure } from "./failure";

export class Resource<T> {
  /** Stays while it is read anew, so that a screen never blinks. */
  value = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  loading = $state(false);
  /** Ends when what was asked for last is there, or failed. */
  settled: Promise<void> = Promise.resolve();
  #read: () => Promise<T>;
  #turn = 0;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  load(): Promise<void> {
    this.settled = this.#load();
    return this.settled;
  }

  async #load(): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const value = await this.#read();
      // An answer that a later question has overtaken is about another moment, perhaps another portfolio.
      if (turn !== this.#turn) return;
      this.value = value;
      this.failure = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.failure = asFailure(error);
    }
    this.loading = false;
  }

  clear(): void {
    this.#turn += 1;
    this.value = null;
    this.failure = null;
    this.loading = false;
    this.settled = Promise.resolve();
  }
}
