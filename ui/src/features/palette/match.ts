/** How words that are typed fit to names and texts: without regard to case and accents, word by word. */

/** Folded character by character, so that a place in the folded text is a place in the text. */
function folded(text: string): { text: string; at: number[] } {
  let plain = "";
  const at: number[] = [];
  let place = 0;
  for (const sign of text) {
    const base = sign.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    for (let i = 0; i < base.length; i += 1) at.push(place);
    plain += base;
    place += sign.length;
  }
  at.push(place);
  return { text: plain, at };
}

export function wordsOf(text: string): string[] {
  return folded(text).text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** Letters of `short` in this order, with others between them, the first at the beginning. */
function runsThrough(short: string, long: string): boolean {
  if (short[0] !== long[0]) return false;
  let from = 0;
  for (const letter of short) {
    const found = long.indexOf(letter, from);
    if (found < 0) return false;
    from = found + 1;
  }
  return true;
}

/** How well a name fits, 0 best; `null` when it doesn't: as it begins, by the beginnings of its words, by initials. */
export function fit(name: string, typed: string): number | null {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return 0;
  const words = wordsOf(name);
  if (words.join(" ").startsWith(wanted.join(" "))) return 0;
  if (wanted.every((one) => words.some((word) => word.startsWith(one)))) return 1;
  const letters = wanted.join("");
  const initials = words.map((word) => word[0]).join("");
  return letters.length > 1 && runsThrough(letters, initials) ? 2 : null;
}

/** Those that fit, best first, else in their order. */
export function fitting<T>(all: T[], nameOf: (one: T) => string, typed: string): T[] {
  return all
    .map((one) => ({ one, fit: fit(nameOf(one), typed) }))
    .filter((candidate): candidate is { one: T; fit: number } => candidate.fit !== null)
    .toSorted((a, b) => a.fit - b.fit)
    .map(({ one }) => one);
}

export type Part = { text: string; found: boolean };

/** The text in pieces: those that a typed word found, which begin where a word begins, and what is between them. */
export function parts(text: string, typed: string): Part[] {
  const wanted = wordsOf(typed).toSorted((a, b) => b.length - a.length);
  const { text: plain, at } = folded(text);
  const pieces: Part[] = [];
  let done = 0;
  for (const { index, 0: word } of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    const hit = wanted.find((one) => word.startsWith(one));
    const [from, to] = [at[index] ?? 0, at[index + (hit?.length ?? 0)] ?? text.length];
    if (!hit || from < done) continue;
    if (from > done) pieces.push({ text: text.slice(done, from), found: false });
    pieces.push({ text: text.slice(from, to), found: true });
    done = to;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), found: false });
  return pieces;
}
