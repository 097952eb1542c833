/** A text that comes from outside, as changes of the one that stands on the surface. */
import { Transaction, type ChangeSpec, type EditorState, type TransactionSpec } from "@codemirror/state";

import { opened } from "./lineEnds";

/** Cells that comparing two texts line by line may take; beyond, what differs is one stretch. */
const MOST = 1_000_000;

/**
 * The changes that make a text another one, a stretch of differing lines each: the cursor stays at its words, and undo takes
 * back what was typed and nothing else. Line ends may come out otherwise; the caller compares.
 *
 * @param undoable Whether undo takes this back too.
 */
export function cameIn(state: EditorState, text: string, undoable: boolean): TransactionSpec {
  const before = lines(state.doc.toString());
  const now = lines(opened(text).doc.toString());
  const changes = state.changes(stretches(before, now).map(([[from, to], insert]) => trimmed(before, from, to, insert)));
  const { anchor, head } = state.selection.main;
  return {
    changes,
    // Left to itself, one that lies in a stretch ends before it begins.
    selection: { anchor: changes.mapPos(anchor, -1), head: changes.mapPos(head, -1) },
    annotations: Transaction.addToHistory.of(undoable),
  };
}

const lines = (text: string): string[] => text.split(/(?<=\n)/);

type Stretch = [lines: [from: number, to: number], insert: string[]];

/** Lines of the first that are others in the second. */
function stretches(before: string[], now: string[]): Stretch[] {
  let start = 0;
  while (start < Math.min(before.length, now.length) && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, now.length) - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  const [old, fresh] = [before.slice(start, before.length - end), now.slice(start, now.length - end)];
  if (old.length * fresh.length > MOST) return [[[start, start + old.length], fresh]];
  const found: Stretch[] = [];
  let [at, to] = [0, 0];
  for (const [i, j] of [...common(old, fresh), [old.length, fresh.length] as const]) {
    if (i > at || j > to) found.push([[start + at, start + i], fresh.slice(to, j)]);
    [at, to] = [i + 1, j + 1];
  }
  return found;
}

/** The longest row of lines that stand in both, as pairs of places. */
function common(old: string[], fresh: string[]): [number, number][] {
  const width = fresh.length + 1;
  const longest = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = old[i] === fresh[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < old.length && j < fresh.length; ) {
    if (old[i] === fresh[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Without the letters that both begin and end with. */
function trimmed(before: string[], first: number, behind: number, insert: string[]): ChangeSpec {
  const start = before.slice(0, first).join("").length;
  const [old, fresh] = [before.slice(first, behind).join(""), insert.join("")];
  const shorter = Math.min(old.length, fresh.length);
  let from = 0;
  while (from < shorter && old[from] === fresh[from]) from += 1;
  let end = 0;
  while (end < shorter - from && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  return { from: start + from, to: start + old.length - end, insert: fresh.slice(from, fresh.length - end) };
}
