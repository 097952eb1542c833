import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import type { Tree } from "@lezer/common";
import { expect, test, vi } from "vitest";

import { markdown, portfolioMarkdown } from "./language";

const PIECES = [
  ...["\n", "\n\n", "# ", "- ", "1. ", "  - ", "> ", "**", "*", "_", "~~", "`", "```\n", "| a | b |\n|---|---|\n", " ##", "  \n"],
  ...["word ", "a ", "é", " ", "[t](u)", "[", "](", "&am;", "&", ";", "<di v>", "<b", ">", "- [ ] ", "- [x] ", "![a](b)", "\\", "---\n"],
  ...["ab: c", "[r]: http://x.y\n", "==\n", "🙂", "1.", "\n1. \n", "\n2.", "\n1) "],
];
const WORDS = ["the third week ", "they said ", "\n\nand then ", "it was theirs. ", "so, what! "];
const TYPED = ["a", "é", "Z", "ab", " ", " ", ".", ",", "!", "1", "*"];

function told(tree: Tree): string[] {
  const nodes: string[] = [];
  tree.iterate({ enter: ({ name, from, to }) => void nodes.push(`${name} ${from}-${to}`) });
  return nodes;
}

function numbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => (state = (state * 48_271) % 2_147_483_647) % most;
}

const stateOf = (doc: string) => {
  const state = EditorState.create({ doc, extensions: portfolioMarkdown });
  ensureSyntaxTree(state, state.doc.length, 1e9);
  // What was parsed after the state was made is told to the next one.
  return state.update({ changes: { from: 0, to: 0, insert: "" } }).state;
};
const treeOf = (state: EditorState) => ensureSyntaxTree(state, state.doc.length, 1e9) as Tree;

let longer = 0;

test.each(Array.from({ length: 40 }, (_, index) => index + 1))(
  "a tree that only became longer is the tree of the whole text (seed %i)",
  (seed) => {
    const next = numbers(seed);
    const piece = () => (next(2) === 0 ? PIECES[next(PIECES.length)] : WORDS[next(WORDS.length)]);
    const whole = vi.spyOn(markdown, "createParse");
    let state = stateOf(Array.from({ length: 100 }, piece).join(""));
    for (let step = 0; step < 200; step += 1) {
      const from = next(state.doc.length + 1);
      whole.mockClear();
      state = state.update({ changes: { from, insert: TYPED[next(TYPED.length)] } }).state;
      if (whole.mock.calls.length === 0) {
        longer += 1;
        expect(told(treeOf(state))).toEqual(told(markdown.parse(state.doc.toString())));
      } else {
        // The parser's own way of keeping what it knows is another matter.
        state = stateOf(state.doc.toString());
      }
    }
    whole.mockRestore();
  },
);

test("and that it often is", () => expect(longer).toBeGreaterThan(1_000));

const AROUND = "Something stands before it, long enough that the parser keeps what it knows of it for the next time. ".repeat(3);

test.each([
  ["a letter in a word", "the thi|rd week", "x", true],
  ["a letter at its end", "the third|\n\nweek", "s", true],
  ["a first letter", "the |third", "x", true],
  ["a blank between letters", "the thi|rd week", " ", true],
  ["in a heading", "\n\n## the thi|rd\n\n", "x", true],
  ["in a stressed word", "the **thi|rd** week", "x", true],
  ["in an item", "\n\n- one\n  - thi|rd\n\n", "x", true],
  ["a full stop", "the third| week", ".", true],
  ["a full stop before a mark", "the **third|** week", ".", false],
  ["a number", "the third| week", "1", false],
  ["a blank that begins a list", "\n\n1.|third\n\n", " ", false],
  ["a letter that begins a list", "the\n1. |\n", "x", false],
  ["in an address", "[a](http://thi|rd)", "x", false],
  ["in an entity", "the &am|;", "p", false],
  ["where an address may arise", "the <a|:c> week", "b", false],
  ["in code", "the `thi|rd`", "x", false],
  ["at the end of a line, a blank", "the third|\n\nweek", " ", false],
  ["before the marks that close a heading", "\n\n# the |##\n\n", "x", false],
])("%s: %j", (_, text, insert, quick) => {
  const from = AROUND.length + text.indexOf("|");
  const before = stateOf(`${AROUND}${text.replace("|", "")} ${AROUND}`);
  const whole = vi.spyOn(markdown, "createParse");
  const { state } = before.update({ changes: { from, insert } });
  expect(whole).toHaveBeenCalledTimes(quick ? 0 : 1);
  whole.mockRestore();
  expect(told(treeOf(state))).toEqual(told(markdown.parse(state.doc.toString())));
});
