/** CodeMirror knows one kind of line end; the writer's file may have another, or several. They are kept beside the text. */
import { invertedEffects } from "@codemirror/commands";
import { StateEffect, StateField, Text, type EditorState, type Extension, type Transaction } from "@codemirror/state";

const BREAK = /\r\n?|\n/g;
const BOM = "\uFEFF";

type LineEnds = { bom: string; ends: readonly string[] };

const restored = StateEffect.define<readonly string[]>();

function afterChange({ startState, changes }: Transaction, ends: readonly string[]): readonly string[] {
  const next: string[] = [];
  let kept = 0;
  changes.iterChanges((from, to, _from, _to, inserted) => {
    const first = startState.doc.lineAt(from).number - 1;
    const last = startState.doc.lineAt(to).number - 1;
    const neighbour = ends[first - 1] ?? ends[first] ?? "\n";
    for (; kept < first; kept += 1) next.push(ends[kept] ?? neighbour);
    for (let added = first; added < first + inserted.lines - 1; added += 1) {
      next.push((added < last ? ends[added] : null) ?? neighbour);
    }
    kept = last;
  }, true);
  return next.concat(ends.slice(kept));
}

const lineEnds = StateField.define<LineEnds>({
  create: () => ({ bom: "", ends: [] }),
  update(value, transaction) {
    if (!transaction.docChanged) return value;
    const lines = transaction.newDoc.lines;
    if (lines === 1 && transaction.startState.doc.lines === 1) return value;
    for (const effect of transaction.effects) {
      // Undoing a deletion brings the deleted line ends back, not the neighbour's.
      if (effect.is(restored) && effect.value.length === lines - 1) return { ...value, ends: effect.value };
    }
    return { ...value, ends: afterChange(transaction, value.ends) };
  },
});

const undoable = invertedEffects.of((transaction) => {
  const { ends } = transaction.startState.field(lineEnds);
  const changed = transaction.docChanged && new Set(ends).size > 1;
  return changed ? [restored.of(ends)] : [];
});

/** The document of a text, and the extension that remembers what the document leaves out. */
export function opened(text: string): { doc: Text; keep: Extension } {
  const bom = text.startsWith(BOM) ? BOM : "";
  const bare = text.slice(bom.length);
  const ends = bare.match(BREAK) ?? [];
  return { doc: Text.of(bare.split(BREAK)), keep: [lineEnds.init(() => ({ bom, ends })), undoable] };
}

/** The text as it belongs into the file. */
export function written(state: EditorState): string {
  const { bom, ends } = state.field(lineEnds);
  const parts = [bom];
  let number = 0;
  for (const line of state.doc.iterLines()) {
    if (number > 0) parts.push(ends[number - 1] ?? "\n");
    parts.push(line);
    number += 1;
  }
  return parts.join("");
}
