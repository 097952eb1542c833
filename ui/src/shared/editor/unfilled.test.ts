import { history, undo } from "@codemirror/commands";
import { EditorSelection, EditorState, type TransactionSpec } from "@codemirror/state";
import { expect, test } from "vitest";

import { BOLD, ITALIC, toggleEmphasis } from "./inline";
import { portfolioMarkdown } from "./language";
import { dropsUnfilled, withoutUnfilled } from "./unfilled";

function writing(doc: string, at: number) {
  let state = EditorState.create({
    doc,
    selection: EditorSelection.cursor(at),
    extensions: [portfolioMarkdown, history(), dropsUnfilled],
  });
  const apply = (spec: TransactionSpec) => (state = state.update(spec).state);
  return {
    text: () => state.doc.toString(),
    bold: () => apply(toggleEmphasis(state, BOLD)),
    italic: () => apply(toggleEmphasis(state, ITALIC)),
    go: (to: number) => apply({ selection: EditorSelection.cursor(to) }),
    type: (text: string) => apply({ ...state.replaceSelection(text), userEvent: "input.type" }),
    erase: () => {
      const { head } = state.selection.main;
      apply({ changes: { from: head - 1, to: head }, userEvent: "delete.backward" });
    },
    leave: () => {
      const spec = withoutUnfilled(state);
      if (spec) apply(spec);
    },
    undo: () => undo({ state, dispatch: (transaction) => (state = transaction.state) }),
  };
}

test("marks that nothing was typed into go when the cursor goes", () => {
  const it = writing("a b", 2);
  it.bold();
  expect(it.text()).toBe("a ****b");
  it.go(0);
  expect(it.text()).toBe("a b");
  it.undo();
  expect(it.text()).toBe("a b");
});

test("one step is enough", () => {
  const it = writing("a b", 2);
  it.bold();
  it.go(3);
  expect(it.text()).toBe("a b");
});

test("both kinds go together", () => {
  const it = writing("a b", 2);
  it.bold();
  it.italic();
  expect(it.text()).toBe("a ******b");
  it.go(0);
  expect(it.text()).toBe("a b");
});

test("and so do they when the surface is left", () => {
  const it = writing("a b", 2);
  it.italic();
  it.leave();
  expect(it.text()).toBe("a b");
});

test("typed into, they stay; emptied again, they go", () => {
  const it = writing("a b", 2);
  it.bold();
  it.type("x");
  it.go(0);
  it.leave();
  expect(it.text()).toBe("a **x**b");
  it.go(5);
  it.erase();
  expect(it.text()).toBe("a ****b");
  it.go(0);
  expect(it.text()).toBe("a b");
});

test("asterisks that somebody typed are nobody else's", () => {
  const it = writing("a **** b", 4);
  it.go(0);
  it.leave();
  expect(it.text()).toBe("a **** b");
});
