/** How long somebody really writes: the time between two words, but not a pause. */

/** Longer than this between two words is a pause. */
export const PAUSE_MS = 120_000;

let last = 0;

/** Somebody writes, in whatever field. */
export function noteWriting(now: Date): void {
  last = now.getTime();
}

/** Whether somebody has just written something, in whatever text. */
export function isWriting(now: Date): boolean {
  return now.getTime() - last < PAUSE_MS;
}

export class Stopwatch {
  #last = 0;
  #ms = 0;

  /** A word was written. */
  tick(now: Date): void {
    noteWriting(now);
    const since = now.getTime() - this.#last;
    if (since < PAUSE_MS) this.#ms += since;
    this.#last = now.getTime();
  }

  get minutes(): number {
    return Math.round(this.#ms / 60_000);
  }
}
