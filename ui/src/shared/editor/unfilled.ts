/** Marks that were set for words to come: they go again when the writer leaves and no word came. */
import { EditorState, StateEffect, StateField, Transaction, type Extension, type TransactionSpec } from "@codemirror/state";

type Span = { from: number; to: number };

/** Where such marks stand, both of them and what is between. */
export const unfilled = StateEffect.define<Span>({
  map: ({ from, to }, changes) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) }),
});

const set = StateField.define<readonly Span[]>({
  create: () => [],
  update(spans, { docChanged, changes, effects, newDoc }) {
    const moved = docChanged
      ? spans.map(({ from, to }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) }))
      : spans;
    const added = effects.flatMap((effect) => (effect.is(unfilled) ? [effect.value] : []));
    // With words in them too: these may be taken away again.
    return [...moved, ...added].filter(({ from, to }) => /^\*.*\*$/s.test(newDoc.sliceString(from, to)));
  },
});

const isEmpty = (state: EditorState, { from, to }: Span) => /^(\*\*)+$/.test(state.sliceDoc(from, to));

const holds = (outer: Span, inner: Span) =>
  outer.from <= inner.from && outer.to >= inner.to && outer.to - outer.from > inner.to - inner.from;

/** Takes them away; `null` where there are none. */
export function withoutUnfilled(state: EditorState): TransactionSpec | null {
  const spans = (state.field(set, false) ?? []).filter((span) => isEmpty(state, span));
  // The outermost holds the others.
  const outer = spans.filter((span) => !spans.some((other) => holds(other, span)));
  // Undoing must not bring them back.
  return outer.length > 0 ? { changes: outer, annotations: Transaction.addToHistory.of(false) } : null;
}

export const dropsUnfilled: Extension = [
  set,
  EditorState.transactionFilter.of((transaction) => {
    if (transaction.docChanged || !transaction.selection) return transaction;
    const { startState: state, newSelection } = transaction;
    const between = ({ from, to }: Span) => newSelection.main.head === (from + to) / 2;
    if (state.field(set).some((span) => isEmpty(state, span) && between(span))) return transaction;
    const dropped = withoutUnfilled(state);
    return dropped ? [transaction, { ...dropped, sequential: true }] : transaction;
  }),
];
