/** CodeMirror knows one kind of line end; the writer's file may have another, or several. They are kept beside the text. */
import { invertedEffects } from "@codemirror/commands";
import { StateEffect, StateField, Text, type EditorState, type Extension, type Transaction } from "@codemirror/state";

const BREAK = /\r\n?|\n/g;
const BOM = "\uFEFF";

type LineEnds = {
  bom: string;
  /** For the first line end of a text that has lost all it had. */
  usual: string;
  ends: readonly string[];
  /** They are what the document gives by itself, so that a text can be told after each key. */
  plain: boolean;
};

const lineEndsOf = (bom: string, usual: string, ends: readonly string[]): LineEnds => ({
  bom,
  usual,
  ends,
  plain: ends.every((end) => end === "\n"),
});

const restored = StateEffect.define<readonly string[]>();

function touchesEnds({ docChanged, startState, changes }: Transaction): boolean {
  let touched = false;
  if (!docChanged) return false;
  changes.iterChanges((from, to, _from, _to, inserted) => {
    touched ||= inserted.lines > 1 || (to > from && startState.doc.lineAt(from).to < to);
  }, true);
  return touched;
}

function afterChange({ startState, changes }: Transaction, { ends, usual }: LineEnds): readonly string[] {
  const next: string[] = [];
  let kept = 0;
  changes.iterChanges((from, to, _from, _to, inserted) => {
    const first = startState.doc.lineAt(from).number - 1;
    const last = startState.doc.lineAt(to).number - 1;
    const neighbour = ends[first - 1] ?? ends[first] ?? usual;
    next.push(...ends.slice(kept, first));
    for (let added = first; added < first + inserted.lines - 1; added += 1) {
      next.push((added < last ? ends[added] : null) ?? neighbour);
    }
    kept = last;
  }, true);
  return next.concat(ends.slice(kept));
}

const lineEnds = StateField.define<LineEnds>({
  create: () => lineEndsOf("", "\n", []),
  update(value, transaction) {
    if (!touchesEnds(transaction)) return value;
    for (const effect of transaction.effects) {
      // Undoing a deletion brings the deleted line ends back, not the neighbour's.
      if (effect.is(restored) && effect.value.length === transaction.newDoc.lines - 1) {
        return lineEndsOf(value.bom, value.usual, effect.value);
      }
    }
    return lineEndsOf(value.bom, value.usual, afterChange(transaction, value));
  },
});

const undoable = invertedEffects.of((transaction) =>
  touchesEnds(transaction) ? [restored.of(transaction.startState.field(lineEnds).ends)] : [],
);

/** The document of a text, and the extension that remembers what the document leaves out. */
export function opened(text: string): { doc: Text; keep: Extension } {
  const bom = text.startsWith(BOM) ? BOM : "";
  const bare = text.slice(bom.length);
  const ends = bare.match(BREAK) ?? [];
  return { doc: Text.of(bare.split(BREAK)), keep: [lineEnds.init(() => lineEndsOf(bom, ends[0] ?? "\n", ends)), undoable] };
}

/** The text as it belongs into the file. */
export function written(state: EditorState): string {
  const { bom, ends, plain } = state.field(lineEnds);
  if (plain) return bom + state.doc.toString();
  const parts = [bom];
  let number = 0;
  for (const line of state.doc.iterLines()) {
    if (number > 0) parts.push(ends[number - 1] ?? "\n");
    parts.push(line);
    number += 1;
  }
  return parts.join("");
}
