/** What happened while nobody looked, in the backend in memory. */
import type { AwayItem, TextPiece } from "./bindings";

export class FakeAway {
  items: AwayItem[] = [];
  /** What was done, and what was passed over. */
  readonly answered: string[] = [];
  readonly ignored: string[] = [];
  pieces: TextPiece[] = [];
  merged: string | null = null;

  answer(keys: string[]): void {
    this.answered.push(...keys);
    this.#drop(keys);
  }

  ignore(keys: string[]): void {
    this.ignored.push(...keys);
    this.#drop(keys);
  }

  merge(key: string, text: string): void {
    this.merged = text;
    this.#drop([key]);
  }

  #drop(keys: string[]): void {
    this.items = this.items.filter(({ key }) => !keys.includes(key));
  }
}
