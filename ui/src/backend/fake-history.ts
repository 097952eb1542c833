/** Earlier versions in the backend in memory; undo takes none of them away. */
import type { EarlierText, TextOf } from "./bindings";

export class FakeHistory {
  /** By kind and id of the text, the last first. */
  #texts = new Map<string, EarlierText[]>();

  keep(of: TextOf, text: string, origin: EarlierText["origin"]): void {
    const kept = this.#of(of);
    if (text === "") return;
    const at = new Date(Date.UTC(2026, 10, 24, 12, kept.length)).toISOString();
    this.#texts.set(`${of.kind} ${of.id}`, [{ key: `${kept.length}`, at, origin, text }, ...kept]);
  }

  earlier(of: TextOf, now: string): EarlierText[] {
    return this.#of(of).filter(({ text }, at) => at > 0 || text !== now);
  }

  #of({ kind, id }: TextOf): EarlierText[] {
    return this.#texts.get(`${kind} ${id}`) ?? [];
  }
}
