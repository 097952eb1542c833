import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";

import { portfolioMarkdown } from "./language";
import { drawn } from "./marks";

/** What can be read: hidden stretches left out, drawn ones in their place. */
function read(text: string, focused = false): string {
  const head = Math.max(0, text.indexOf("¦"));
  const doc = text.replace("¦", "");
  const state = EditorState.create({ doc, selection: { anchor: head }, extensions: portfolioMarkdown });
  ensureSyntaxTree(state, doc.length, 1e9);
  let shown = doc;
  const pieces = drawn(state, 0, doc.length, focused)
    .filter(({ value: { spec } }) => spec.class === undefined)
    .map(({ from, to, value: { spec } }) => ({ from, to, text: String(spec.widget?.text ?? "") }));
  for (const piece of pieces.sort((a, b) => b.from - a.from || b.to - a.to)) {
    shown = shown.slice(0, piece.from) + piece.text + shown.slice(piece.to);
  }
  return shown;
}

const looks = (text: string) => {
  const state = EditorState.create({ doc: text, extensions: portfolioMarkdown });
  return drawn(state, 0, text.length, false).flatMap(({ value }) => (value.spec.class ? [value.spec.class] : []));
};

test.each([
  ["## Title ##", "Title"],
  ["a **b** *c* ~~d~~ `e`", "a b c d e"],
  ["***a***", "a"],
  ["[text](https://x.y \"t\") and ![alt](a.png)", "text and alt"],
  ["[no link] and [](https://x.y)", "[no link] and [](https://x.y)"],
  ["<https://x.y>", "https://x.y"],
  ["- a\n- b\n  - c", "•a\n•b\n•c"],
  ["1. a\n2. b", "1. a\n2. b"],
  ["> a\n> b", "a\nb"],
  ["a\n\n---\n\nb", "a\n\n\n\nb"],
  ["a \\* b", "a * b"],
  ["a\\\nb", "a\nb"],
  ["- a\n\n  b", "•a\n\nb"],
  ["snake_case and 2 * 3", "snake_case and 2 * 3"],
  ["| a | bb |\n|---|---|\n| **c** | d |", "| a     | bb |\n|-------|----|\n| **c** | d  |"],
  ["Title\n===", "Title\n==="],
])("%j reads %j", (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  ["## Ti¦tle", "## Title"],
  ["a **b¦** *c*", "a **b** c"],
  ["[te¦xt](https://x.y)", "[text](https://x.y)"],
  ["- a¦\n- b", "- a\n•b"],
  ["> a¦\n> b", "> a\nb"],
  ["---¦", "---"],
])("at the cursor the marks are shown: %j reads %j", (text, expected) => {
  expect(read(text, true)).toBe(expected);
  expect(read(text, false)).toBe(read(text.replace("¦", "")));
});

test("blocks are dressed by line", () => {
  expect(looks("# a")).toEqual(["cm-heading cm-heading-1"]);
  expect(looks("- a\n  - b")).toContain("cm-item cm-depth-2 cm-item-first");
  expect(looks("> a\n> b").filter((look) => look === "cm-quote")).toHaveLength(2);
  expect(looks("[a](https://x.y)")).toEqual(["cm-link"]);
});

test("only what can be seen is drawn, however long the text", () => {
  const long = "A **bold** line of a [long](https://x.y) text.\n\n".repeat(5_000);
  const state = EditorState.create({ doc: long, extensions: portfolioMarkdown });
  ensureSyntaxTree(state, long.length, 1e9);
  const started = performance.now();
  for (let turn = 0; turn < 20; turn += 1) expect(drawn(state, 100_000, 104_000, true).length).toBeLessThan(1_000);
  // Loose, as machines are busy; drawing the whole text takes many times as long.
  expect((performance.now() - started) / 20).toBeLessThan(16);
});
