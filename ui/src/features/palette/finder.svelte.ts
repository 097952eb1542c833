/** Asks for what the typed words find, while they are typed: only the answer to the newest question counts. */
import type { Failure, Hit } from "../../backend";
import { CLOCK, type Clock } from "../../shared/clock";
import { asFailure } from "../../shared/failure";

/** Short enough not to be felt, long enough not to ask for every letter of a fast hand. */
export const REST = 40;

export class Finder {
  hits = $state.raw<Hit[]>([]);
  failure = $state.raw<Failure | null>(null);
  /** Whether the answer to what was typed last is still to come. */
  asking = $state(false);
  #ask: (words: string) => Promise<Hit[]>;
  #clock: Clock;
  #stopWaiting: (() => void) | null = null;
  #turn = 0;

  constructor(ask: (words: string) => Promise<Hit[]>, clock: Clock = CLOCK) {
    this.#ask = ask;
    this.#clock = clock;
  }

  typed(words: string): void {
    this.#turn += 1;
    this.#stopWaiting?.();
    this.asking = words.trim() !== "";
    if (this.asking) this.#stopWaiting = this.#clock.after(REST, () => void this.#look(words));
    else this.#answer([], null);
  }

  async #look(words: string): Promise<void> {
    const turn = this.#turn;
    const answer = await this.#ask(words).then(
      (hits) => ({ hits, failure: null }),
      (error: unknown) => ({ hits: [], failure: asFailure(error) }),
    );
    if (turn !== this.#turn) return;
    this.asking = false;
    this.#answer(answer.hits, answer.failure);
  }

  #answer(hits: Hit[], failure: Failure | null): void {
    this.hits = hits;
    this.failure = failure;
  }
}
