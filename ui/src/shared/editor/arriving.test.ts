import { history, undo } from "@codemirror/commands";
import { EditorSelection, EditorState, type Transaction } from "@codemirror/state";
import { expect, test } from "vitest";

import { seeded } from "../../../tests/random";
import { cameIn } from "./arriving";
import { opened, written } from "./lineEnds";

function stateOf(text: string, anchor = 0, head = anchor): EditorState {
  const { doc, keep } = opened(text);
  return EditorState.create({ doc, selection: EditorSelection.single(anchor, head), extensions: [keep, history()] });
}

const arrive = (state: EditorState, text: string) => state.update(cameIn(state, text, false)).state;

test("the cursor stays at its words when something changed on both sides of it", () => {
  const text = "One.\n\nTwo. mine\n\nThree.\n";
  const now = arrive(stateOf(text, text.indexOf(" mine") + 5), "One, theirs.\n\nTwo. mine\n\nNew.\n\nThree, theirs.\n");
  expect(now.sliceDoc(0, now.selection.main.head)).toBe("One, theirs.\n\nTwo. mine");
});

test("undo takes back what was typed, and nothing that came", () => {
  let state = stateOf("One.\n\nTwo.\n\nThree.\n");
  const dispatch = (transaction: Transaction) => (state = transaction.state);
  dispatch(state.update({ changes: { from: 10, insert: " mine" }, userEvent: "input.type" }));
  state = arrive(state, "One, theirs.\n\nTwo. mine\n\nThree, theirs.\n");
  expect(undo({ state, dispatch })).toBe(true);
  expect(state.doc.toString()).toBe("One, theirs.\n\nTwo.\n\nThree, theirs.\n");
  expect(undo({ state, dispatch })).toBe(false);
});

test("what the writer chose is taken back like what is typed", () => {
  let state = stateOf("mine\n");
  state = state.update(cameIn(state, "theirs\n", true)).state;
  expect(undo({ state, dispatch: (transaction) => (state = transaction.state) })).toBe(true);
  expect(state.doc.toString()).toBe("mine\n");
});

test("any text comes in whole, with a selection that lies in it", () => {
  const random = seeded(23);
  const some = () => Array.from({ length: random(9) }, () => ["a\n", "b", "\n", "ab\n", "- c\n", "d "][random(6)]).join("");
  for (let round = 0; round < 2_000; round += 1) {
    const [before, now] = [some(), some()];
    const state = stateOf(before, random(before.length + 1), random(before.length + 1));
    const came = arrive(state, now);
    expect(written(came), JSON.stringify([before, now])).toBe(now);
    const { from, to } = came.selection.main;
    expect(0 <= from && from <= to && to <= now.length, JSON.stringify([before, now, from, to])).toBe(true);
    // A selection is usable: what replaces it stands there.
    expect(() => came.update(came.replaceSelection("x"))).not.toThrow();
  }
});

test("a mark at the beginning and other line ends are not mistaken for letters", () => {
  for (const [before, now] of [["\uFEFFab", "ab"], ["ab", "\uFEFFab"], ["a\r\nb", "a\nb"], ["\uFEFFab", "\uFEFFabc"]] as const) {
    const came = arrive(stateOf(before), now);
    expect(came.doc.toString()).toBe(now.replace("\uFEFF", "").replace("\r\n", "\n"));
  }
});
