/** What happened while nobody looked, in the backend in memory. */
import type { AwayItem, CopyApart } from "./bindings";

export class FakeAway {
  items: AwayItem[] = [];
  /** What was done, and what was passed over. */
  readonly answered: string[] = [];
  readonly ignored: string[] = [];
  apart: CopyApart = { fields: [], pieces: [] };
  merged: { text: string; fields: string[] } | null = null;

  answer(keys: string[]): void {
    this.answered.push(...keys);
    this.#drop(keys);
  }

  ignore(keys: string[]): void {
    this.ignored.push(...keys);
    this.#drop(keys);
  }

  merge(key: string, text: string, fields: string[]): void {
    this.merged = { text, fields };
    this.#drop([key]);
  }

  #drop(keys: string[]): void {
    this.items = this.items.filter(({ key }) => !keys.includes(key));
  }
}
