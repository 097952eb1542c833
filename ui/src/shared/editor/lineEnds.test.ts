import { history, undo } from "@codemirror/commands";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { expect, test } from "vitest";

import { seeded } from "../../../tests/random";
import { opened, written } from "./lineEnds";

const stateOf = (text: string) => {
  const { doc, keep } = opened(text);
  return EditorState.create({ doc, extensions: [keep, history()] });
};
const after = (text: string, ...changes: TransactionSpec[]) =>
  written(changes.reduce((state, change) => state.update(change).state, stateOf(text)));

const PIECES = ["", "a", "  ", "\t- x", "# é ñ 🙂", "trailing  ", "\u2028", "\u0000", "a\u00a0b", "\uFEFF"];
const ENDS = ["\n", "\r\n", "\r"];

function* texts(count: number) {
  const next = seeded(7);
  for (let made = 0; made < count; made += 1) {
    let text = next(4) === 0 ? "\uFEFF" : "";
    for (let lines = next(8); lines >= 0; lines -= 1) {
      text += PIECES[next(PIECES.length)];
      if (lines > 0 || next(2) === 0) text += ENDS[next(made % 2 === 0 ? 3 : 1)];
    }
    yield text;
  }
}

test.each([
  ["", "empty"],
  ["a", "no final newline"],
  ["a\r\nb\r\n", "CRLF"],
  ["a\r\nb\nc\rd", "mixed"],
  ["\uFEFF# a\r\n", "BOM"],
  ["\r\n\n\r\r\n", "line ends only"],
  ["a  \r\n\tb\t\n", "tabs and trailing blanks"],
])("what is opened and not changed comes back byte for byte: %j (%s)", (text) => {
  expect(written(stateOf(text))).toBe(text);
});

test("so do 500 other texts, also when something is typed and taken back", () => {
  for (const text of texts(500)) {
    const state = stateOf(text);
    expect(written(state)).toBe(text);
    for (const pos of [0, Math.floor(state.doc.length / 2), state.doc.length]) {
      const typed = state.update({ changes: { from: pos, insert: "x\ny\n" } });
      const back = typed.state.update({ changes: typed.changes.invert(state.doc) }).state;
      expect(written(back), JSON.stringify(text)).toBe(text);
    }
  }
});

test("undoing a deletion brings back the line ends that were deleted", () => {
  for (const text of texts(200)) {
    let state = stateOf(text);
    state = state.update({ changes: { from: 0, to: state.doc.length, insert: "new" } }).state;
    undo({ state, dispatch: (transaction) => (state = transaction.state) });
    expect(written(state), JSON.stringify(text)).toBe(text);
  }
});

test.each<[string, TransactionSpec, string]>([
  ["a\r\nb", { changes: { from: 1, insert: "\nx" } }, "a\r\nx\r\nb"],
  ["a\r\nb\nc", { changes: { from: 5, insert: "\nx" } }, "a\r\nb\nc\nx"],
  ["a\r\nb\nc", { changes: { from: 2, to: 4 } }, "a\r\nc"],
  ["a\nb\r\nc", { changes: [{ from: 0, insert: "- " }, { from: 2, insert: "- " }, { from: 4, insert: "- " }] }, "- a\n- b\r\n- c"],
  ["a\nb\r\nc\rd", { changes: { from: 0, to: 3, insert: "A\nB" } }, "A\nB\r\nc\rd"],
  ["a", { changes: { from: 1, insert: "\nb" } }, "a\nb"],
])("a change keeps the ends of the lines that it leaves alone: %j", (text, change, expected) => {
  expect(after(text, change)).toBe(expected);
});
