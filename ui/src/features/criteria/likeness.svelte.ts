/** Which other texts the one being written is much like, asked when the typing rests. */
import type { Similar } from "../../backend";
import { CLOCK, type Clock } from "../../shared/clock";

export const REST = 600;

export class Likeness {
  found = $state.raw<Similar[]>([]);
  #ask: (text: string) => Promise<Similar[]>;
  #clock: Clock;
  #stopWaiting: (() => void) | null = null;
  #turn = 0;

  constructor(ask: (text: string) => Promise<Similar[]>, found: Similar[], clock: Clock = CLOCK) {
    this.#ask = ask;
    this.#clock = clock;
    this.found = found;
  }

  typed(text: string): void {
    this.stop();
    this.#stopWaiting = this.#clock.after(REST, () => void this.#look(text));
  }

  stop(): void {
    this.#turn += 1;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  async #look(text: string): Promise<void> {
    const turn = this.#turn;
    // A guard that cannot answer must not stand in the way of writing.
    const found = await this.#ask(text).catch(() => null);
    if (found && turn === this.#turn) this.found = found;
  }
}
