import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState, type Range } from "@codemirror/state";
import { EditorView, type Decoration } from "@codemirror/view";
import { expect, test } from "vitest";

import { seeded } from "../../../tests/random";
import { drawn } from "./draw";
import { portfolioMarkdown } from "./language";
import { marks, showSource } from "./marks";

/** What can be read: hidden stretches left out, drawn ones in their place. */
function read(text: string, focused = false): string {
  const head = Math.max(0, text.indexOf("¦"));
  const doc = text.replace("¦", "");
  const state = EditorState.create({ doc, selection: { anchor: head }, extensions: portfolioMarkdown });
  ensureSyntaxTree(state, doc.length, 1e9);
  let shown = doc;
  const { looks, hidden } = drawn(state, 0, doc.length, focused);
  const pieces = [...looks, ...hidden]
    .filter(({ value: { spec } }) => spec.class === undefined)
    .map(({ from, to, value: { spec } }) => ({ from, to, text: String(spec.widget?.text ?? "") }));
  for (const piece of pieces.sort((a, b) => b.from - a.from || b.to - a.to)) {
    shown = shown.slice(0, piece.from) + piece.text + shown.slice(piece.to);
  }
  return shown;
}

const looks = (text: string) => {
  const state = EditorState.create({ doc: text, extensions: portfolioMarkdown });
  return drawn(state, 0, text.length, false).looks.flatMap(({ value }) => (value.spec.class ? [value.spec.class] : []));
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
  expect(looks("# a")).toEqual(["cm-heading cm-heading-1", "cm-mark"]);
  expect(looks("- a\n  - b")).toContain("cm-item cm-depth-2 cm-item-first");
  expect(looks("> a\n> b").filter((look) => look === "cm-quote")).toHaveLength(2);
  expect(looks("[a](https://x.y)")).toContain("cm-link");
});

test("words in a table are set as elsewhere, with their marks", () => {
  const set = looks("| **a** | *b* |\n|---|---|\n| `c` | ~~d~~ |");
  for (const look of ["cm-strong", "cm-emphasis", "cm-literal", "cm-struck", "cm-mark"]) expect(set).toContain(look);
});

test("only what can be seen is drawn, however long the text", () => {
  const long = "A **bold** line of a [long](https://x.y) text.\n\n".repeat(5_000);
  const state = EditorState.create({ doc: long, extensions: portfolioMarkdown });
  ensureSyntaxTree(state, long.length, 1e9);
  const { looks, hidden } = drawn(state, 100_000, 104_000, true);
  expect(looks.length + hidden.length).toBeLessThan(1_500);
  for (const { from, to } of [...looks, ...hidden]) {
    expect(to).toBeGreaterThanOrEqual(99_900);
    expect(from).toBeLessThanOrEqual(104_100);
  }
});

const PIECES = ["\n", "\n\n", "# ", "- ", "  - ", "> ", "**", "*", "`", "```\n", "| a | b |\n|---|---|\n", "word ", "[t](u)", "\\*", "---\n"];

/** What each decoration does, in the order of the text. */
function told(ranges: readonly Range<Decoration>[]): string[] {
  return ranges
    .map(({ from, to, value: { spec } }) => `${from}-${to} ${spec.class ?? spec.widget?.text ?? "hidden"}`)
    .sort((a, b) => a.localeCompare(b));
}

function shownBy(view: EditorView): string[] {
  const ranges: Range<Decoration>[] = [];
  for (const source of view.state.facet(EditorView.decorations)) {
    const set = typeof source === "function" ? source(view) : source;
    set.between(0, view.state.doc.length, (from, to, value) => void ranges.push({ from, to, value }));
  }
  return told(ranges);
}

/** The surface is told a moment later. */
async function toggleFocus(view: EditorView): Promise<void> {
  if (view.hasFocus) view.contentDOM.blur();
  else view.focus();
  await new Promise((told) => setTimeout(told, 20));
}

test.each(Array.from({ length: 40 }, (_, index) => index + 1))(
  "what a change redraws is what drawing everything would have drawn (seed %i)",
  async (seed) => {
    const next = seeded(seed);
    const some = (count: number) => Array.from({ length: count }, () => PIECES[next(PIECES.length)]).join("");
    const extensions = [portfolioMarkdown, marks, showSource.of(seed % 8 === 0)];
    const view = new EditorView({ doc: some(250), extensions, parent: document.body });
    for (let step = 0; step < 40; step += 1) {
      const { length } = view.state.doc;
      const from = next(length + 1);
      const to = Math.min(length, from + next(6));
      const kind = next(5);
      if (kind === 0) view.dispatch({ selection: { anchor: from, head: to } });
      else if (kind === 1) view.dispatch({ changes: { from, to } });
      else if (kind === 2) view.dispatch({ changes: [{ from, insert: some(1) }, { from: to, insert: some(1) }] });
      else view.dispatch({ changes: { from, to, insert: some(1 + next(3)) }, selection: { anchor: from } });
      if (step % 20 === 19) await toggleFocus(view);
      const { looks, hidden } = drawn(view.state, view.viewport.from, view.viewport.to, view.hasFocus, seed % 8 === 0);
      expect(shownBy(view)).toEqual(told([...looks, ...hidden]));
    }
    view.destroy();
  },
);
