import { EditorSelection, EditorState, type TransactionSpec } from "@codemirror/state";
import { expect, test } from "vitest";

import { enter, lineBreak, nested, setHeading, toggleList, toggleQuote } from "./blocks";
import { BOLD, ITALIC, linkAddress, linkAt, linkMarkdown, setLink, toggleEmphasis } from "./inline";
import { portfolioMarkdown } from "./language";
import { cellsOf, insertTable, paddings } from "./table";

/** `‹` and `›` stand around the selection, `¦` where the cursor is. */
function stateOf(text: string): EditorState {
  const [anchor, head] = text.includes("¦") ? [text.indexOf("¦"), text.indexOf("¦")] : [text.indexOf("‹"), text.indexOf("›") - 1];
  return EditorState.create({
    doc: text.replace(/[¦‹›]/g, ""),
    selection: EditorSelection.single(anchor, head),
    extensions: portfolioMarkdown,
  });
}

function shown({ doc, selection: { main } }: EditorState): string {
  const text = doc.toString();
  if (main.empty) return `${text.slice(0, main.head)}¦${text.slice(main.head)}`;
  return `${text.slice(0, main.from)}‹${text.slice(main.from, main.to)}›${text.slice(main.to)}`;
}

const applied = (text: string, work: (state: EditorState) => TransactionSpec | null) => {
  const state = stateOf(text);
  const spec = work(state);
  return spec ? shown(state.update(spec).state) : null;
};

test.each([
  ["a ‹word› b", "a **‹word›** b"],
  ["a ‹word ›b", "a **‹word›** b"],
  ["a **‹word›** b", "a ‹word› b"],
  ["a ‹**word**› b", "a ‹word› b"],
  ["a wo¦rd b", "a **wo¦rd** b"],
  ["a **wo¦rd** b", "a wo¦rd b"],
  ["a ¦b", "a **¦**b"],
  ["a **¦** b", "a ¦ b"],
  ["**one ‹two› three**", "**one** ‹two› **three**"],
  ["‹a **b** c›", "**‹a b c›**"],
  ["‹a\n\nb›", "**‹a**\n\n**b›**"],
  ["‹- a\n- b›", "- **‹a**\n- **b›**"],
  ["‹- **a**\n- **b**›", "- ‹a\n- b›"],
  ["## ‹a› b", "## **‹a›** b"],
  ["*‹a›*", "***‹a›***"],
  ["‹*a*›", "**‹*a*›**"],
])("bold: %j", (text, expected) => {
  expect(applied(text, (state) => toggleEmphasis(state, BOLD))).toBe(expected);
});

test.each([
  ["a ‹word› b", "a *‹word›* b"],
  ["a *‹word›* b", "a ‹word› b"],
  ["a _‹word›_ b", "a ‹word› b"],
  ["**‹word›**", "***‹word›***"],
  ["***wo¦rd***", "**wo¦rd**"],
])("italic: %j", (text, expected) => {
  expect(applied(text, (state) => toggleEmphasis(state, ITALIC))).toBe(expected);
});

test.each<[string, number, string]>([
  ["te¦xt", 2, "## te¦xt"],
  ["## te¦xt", 2, "te¦xt"],
  ["## te¦xt", 3, "### te¦xt"],
  ["### te¦xt", 0, "te¦xt"],
  ["te¦xt", 0, "te¦xt"],
  ["¦", 2, "## ¦"],
  ["‹a\n\nb›", 2, "## ‹a\n\n## b›"],
  ["- a¦", 2, "## a¦"],
  ["> a¦", 3, "> ### a¦"],
  ["Ti¦tle\n---\n\nx", 3, "### Ti¦tle\n\nx"],
  ["```\na¦\n```", 2, "```\na¦\n```"],
])("heading: %j to %i", (text, level, expected) => {
  expect(applied(text, (state) => setHeading(state, level))).toBe(expected);
});

test.each<[string, "bullet" | "number", string]>([
  ["a¦", "bullet", "- a¦"],
  ["- a¦", "bullet", "a¦"],
  ["- a¦", "number", "1. a¦"],
  ["‹a\nb›", "number", "1. ‹a\n2. b›"],
  ["‹1. a\n2. b›", "bullet", "‹- a\n- b›"],
  ["  - a¦", "bullet", "  a¦"],
  ["¦", "bullet", "- ¦"],
  ["text\na¦", "bullet", "text\n\n- a¦"],
  ["a¦\ntext", "bullet", "- a¦\n\ntext"],
  ["- [ ] a¦", "bullet", "a¦"],
])("list: %j as %s", (text, kind, expected) => {
  expect(applied(text, (state) => toggleList(state, kind))).toBe(expected);
});

test.each([
  ["a¦", "> a¦"],
  ["> a¦", "a¦"],
  ["‹a\n\nb›", "> ‹a\n>\n> b›"],
  ["‹> a\n>\n> b›", "‹a\n\nb›"],
])("quote: %j", (text, expected) => {
  expect(applied(text, toggleQuote)).toBe(expected);
});

test.each([
  ["one.¦", "one.\n\n¦"],
  ["one¦ two", "one\n\n¦ two"],
  ["## T¦", "## T\n\n¦"],
  ["¦one", null],
  ["one\n¦", null],
  ["- a¦", null],
  ["- a\n- ¦", "- a\n\n¦"],
  ["1. a\n2. ¦", "1. a\n\n¦"],
  ["> a\n> ¦", "> a\n\n¦"],
  ["- a\n  - ¦", null],
  ["```\na¦\n```", null],
  ["| a¦ | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c¦ | d |"],
  ["| a | b |\n|---|---|\n| c | d¦ |", "| a | b |\n|---|---|\n| c | d |\n|     | ¦    |"],
  ["| a | b |\n|---|---|\n| c | d |\n| ¦  |   |", "| a | b |\n|---|---|\n| c | d |\n\n¦"],
])("Enter: %j", (text, expected) => {
  expect(applied(text, enter)).toBe(expected);
});

test("a line break inside a paragraph, an item deeper and back", () => {
  expect(applied("a¦b", lineBreak)).toBe("a\\\n¦b");
  expect(applied("## a¦", lineBreak)).toBeNull();
  expect(applied("- a\n- b¦", (state) => nested(state, 1))).toBe("- a\n   - b¦");
  expect(applied("- a\n   - b¦", (state) => nested(state, -1))).toBe("- a\n- b¦");
  expect(applied("a¦", (state) => nested(state, 1))).toBeNull();
});

const EMPTY = "|     |     |     |";
const TABLE = `| ¦    |     |     |\n| --- | --- | --- |\n${EMPTY}\n${EMPTY}`;

test.each([
  ["¦", TABLE],
  ["a¦", `a\n\n${TABLE}`],
  ["a\n¦", `a\n\n${TABLE}`],
  ["a\n\n¦\n\nb", `a\n\n${TABLE}\n\nb`],
  ["a¦\nb", `a\n\n${TABLE}\n\nb`],
])("table: %j", (text, expected) => {
  expect(applied(text, insertTable)).toBe(expected);
});

test("the columns of a table are drawn under each other", () => {
  const { doc } = EditorState.create({ doc: "| a | bc |\n|--|:-:|\n| long \\| cell | d |" });
  const found = paddings(doc, 0, doc.length);
  let text = doc.toString();
  for (const { at, text: missing } of [...found].sort((a, b) => b.at - a.at)) text = text.slice(0, at) + missing + text.slice(at);
  expect(text.split("\n")).toEqual(["| a            | bc |", "|--------------|:--:|", "| long \\| cell | d  |"]);
  expect(cellsOf("a | b").map(({ from, to }) => "a | b".slice(from, to))).toEqual(["a ", " b"]);
});

test.each([
  ["www.example.org", "https://www.example.org"],
  ["example.org/a?b", "https://example.org/a?b"],
  [" HTTP://x.y ", "HTTP://x.y"],
  ["ana@school.edu", "mailto:ana@school.edu"],
  ["mailto:ana@school.edu", "mailto:ana@school.edu"],
  ["evidence/plan.pdf", "evidence/plan.pdf"],
  ["plan.pdf", "plan.pdf"],
  ["javascript:alert(1)", null],
  ["file:///etc", null],
  ["//x.y", null],
  ["", null],
])("the address %j is taken as %j", (typed, expected) => {
  expect(linkAddress(typed)).toBe(expected);
});

test("a link is added, changed and removed", () => {
  const add = (address: string, text?: string) => (state: EditorState) => {
    const parts = linkAt(state);
    return setLink(state, { ...parts, address, text: text ?? parts.text });
  };
  expect(applied("see ‹this › now", add("https://x.y"))).toBe("see [this](https://x.y)¦  now");
  expect(applied("¦", add("https://x.y"))).toBe("[https://x.y](https://x.y)¦");
  expect(applied("[a\\]¦](https://x.y)", add("https://z.y"))).toBe("[a\\]](https://z.y)¦");
  expect(applied("a [b¦](https://x.y) c", add(""))).toBe("a b¦ c");
  expect(linkAt(stateOf("a [b¦](<x y.pdf>)"))).toEqual({ from: 2, to: 16, text: "b", address: "x y.pdf" });
  expect(linkMarkdown("a", "x (1).pdf")).toBe("[a](<x (1).pdf>)");
});
