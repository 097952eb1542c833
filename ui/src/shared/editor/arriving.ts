/** A text that comes from outside, as changes of the one that stands on the surface. */
import { isolateHistory } from "@codemirror/commands";
import { diff } from "@codemirror/merge";
import { Transaction, type EditorState, type TransactionSpec } from "@codemirror/state";

import { opened } from "./lineEnds";

/** Letters that differ in one stretch; beyond, comparing letter by letter takes too long to wait for. */
const SCAN = 500;

/**
 * The changes that make a text another one: the cursor stays at its words, and undo takes back what was typed and nothing
 * else. Line ends may come out otherwise; the caller compares.
 *
 * @param undoable Whether undo takes this back too.
 */
export function cameIn(state: EditorState, text: string, undoable: boolean): TransactionSpec {
  const now = opened(text).doc.toString();
  const stretches = diff(state.doc.toString(), now, { scanLimit: SCAN });
  const changes = state.changes(
    stretches.map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: now.slice(fromB, toB) })),
  );
  const { anchor, head } = state.selection.main;
  return {
    changes,
    // Left to itself, one that lies in a stretch ends before it begins.
    selection: { anchor: changes.mapPos(anchor, -1), head: changes.mapPos(head, -1) },
    // A step of its own, however fast it follows on a key.
    annotations: [Transaction.addToHistory.of(undoable), isolateHistory.of("full")],
  };
}
