/** Headings, lists, quotes and what Enter does between them: changes to whole lines. */
import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type ChangeSpec, type EditorState, type Line, type TransactionSpec } from "@codemirror/state";

import { nodeAround } from "./language";
import { nextCell } from "./table";

const LIST_MARK = /^([-*+]|\d{1,9}[.)])([ \t]+|$)(\[[ xX]\][ \t]+)?/;
const HEADING_MARK = /^#{1,6}([ \t]+|$)/;
const UNTOUCHABLE = ["FencedCode", "CodeBlock", "Table", "HTMLBlock"];

type Prefix = { at: number; mark: string };

/** Where the writer's own text of a line may begin: behind indentation and quote marks. */
function prefixOf(line: Line, mark: RegExp): Prefix {
  const lead = /^[ \t]*(?:>[ \t]?)*[ \t]*/.exec(line.text)?.[0].length ?? 0;
  return { at: line.from + lead, mark: mark.exec(line.text.slice(lead))?.[0] ?? "" };
}

/** The lines under the selection that hold text; the blank one too where it is alone. */
function selectedLines(state: EditorState): Line[] {
  const lines = new Map<number, Line>();
  for (const { from, to } of state.selection.ranges) {
    const last = state.doc.lineAt(to).number;
    for (let number = state.doc.lineAt(from).number; number <= last; number += 1) {
      lines.set(number, state.doc.line(number));
    }
  }
  const free = [...lines.values()].filter((line) => !nodeAround(state, line.from, line.to, ...UNTOUCHABLE));
  return free.length === 1 ? free : free.filter((line) => line.text.trim() !== "");
}

function change(state: EditorState, specs: ChangeSpec[], userEvent = "input.format"): TransactionSpec {
  const changes = state.changes(specs);
  const ranges = state.selection.ranges.map((range) =>
    EditorSelection.range(changes.mapPos(range.anchor, 1), changes.mapPos(range.head, 1)),
  );
  return { changes, selection: EditorSelection.create(ranges, state.selection.mainIndex), userEvent, scrollIntoView: true };
}

/** The underline of a heading that has one instead of number signs. */
function underline(state: EditorState, line: Line): ChangeSpec[] {
  const node = nodeAround(state, line.from, line.to, "SetextHeading1", "SetextHeading2");
  const mark = node?.getChild("HeaderMark");
  return mark ? [{ from: state.doc.lineAt(mark.from).from - 1, to: mark.to }] : [];
}

/** The level of the heading at the cursor; 0 where there is none. */
export function headingAt(state: EditorState): number {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  let node = syntaxTree(state).resolveInner(line.to, -1).node;
  for (; node.parent && !/Heading\d$/.test(node.name); node = node.parent);
  return Number(/Heading(\d)$/.exec(node.name)?.[1] ?? 0);
}

/** Level 0 is plain text; asking for the level that is there takes it away. */
export function setHeading(state: EditorState, level: number): TransactionSpec {
  const wanted = level === headingAt(state) ? 0 : level;
  const specs = selectedLines(state).flatMap((line) => {
    const list = wanted > 0 ? prefixOf(line, LIST_MARK) : { at: prefixOf(line, LIST_MARK).at, mark: "" };
    const rest = line.text.slice(list.at - line.from + list.mark.length);
    const to = list.at + list.mark.length + (HEADING_MARK.exec(rest)?.[0].length ?? 0);
    return [
      { from: list.at, to, insert: wanted > 0 ? `${"#".repeat(wanted)} ` : "" },
      ...underline(state, line),
    ];
  });
  return change(state, specs);
}

export type ListKind = "bullet" | "number";

const kindOf = (mark: string): ListKind | null => (mark === "" ? null : /^\d/.test(mark) ? "number" : "bullet");

/** The list that the line of the cursor is an item of. */
export function listAt(state: EditorState): ListKind | null {
  const line = state.doc.lineAt(state.selection.main.head);
  const { at, mark } = prefixOf(line, LIST_MARK);
  if (mark === "" || !nodeAround(state, at, at, "ListItem")) return null;
  return kindOf(mark);
}

export function toggleList(state: EditorState, kind: ListKind): TransactionSpec {
  const items = selectedLines(state).map((line) => prefixOf(line, LIST_MARK));
  const all = items.every(({ mark }) => kindOf(mark) === kind);
  const specs: ChangeSpec[] = items.map(({ at, mark }, index) => ({
    from: at,
    to: at + mark.length,
    insert: all ? "" : kind === "bullet" ? "- " : `${index + 1}. `,
  }));
  return change(state, all ? specs : [...specs, ...apart(state)]);
}

/** A list or quote right under a paragraph, or over one, would swallow it or be swallowed: a blank line between. */
function apart(state: EditorState): ChangeSpec[] {
  const lines = selectedLines(state);
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return [];
  const specs: ChangeSpec[] = [];
  const before = first.number > 1 ? state.doc.line(first.number - 1) : null;
  const after = last.number < state.doc.lines ? state.doc.line(last.number + 1) : null;
  if (before && isParagraph(before)) specs.push({ from: before.to, insert: "\n" });
  if (after && isParagraph(after)) specs.push({ from: after.from, insert: "\n" });
  return specs;
}

function isParagraph(line: Line): boolean {
  return line.text.trim() !== "" && !/^\s*(>|#{1,6}\s|([-*+]|\d{1,9}[.)])(\s|$)|\||`{3}|~{3})/.test(line.text);
}

export function toggleQuote(state: EditorState): TransactionSpec {
  const { from, to } = state.selection.main;
  const lines: Line[] = [];
  for (let number = state.doc.lineAt(from).number; number <= state.doc.lineAt(to).number; number += 1) {
    lines.push(state.doc.line(number));
  }
  const quoted = lines.map((line) => /^ {0,3}> ?/.exec(line.text)?.[0] ?? "");
  const all = lines.every((line, index) => quoted[index] || line.text === "") && quoted.some(Boolean);
  const specs = lines.flatMap((line, index): ChangeSpec[] => {
    const mark = quoted[index] ?? "";
    if (all) return mark ? [{ from: line.from, to: line.from + mark.length }] : [];
    return mark ? [] : [{ from: line.from, insert: line.text === "" && lines.length > 1 ? ">" : "> " }];
  });
  return change(state, all ? specs : [...specs, ...apart(state)]);
}

/**
 * What Enter does where Markdown's own command has nothing to say, so that Enter means what it means in a letter:
 * an empty item ends its list with the blank line that a following paragraph needs; a paragraph or heading ends with
 * one too, as one line end alone joins what follows to it; in a table the cursor goes down.
 */
export function enter(state: EditorState): TransactionSpec | null {
  const { main } = state.selection;
  if (state.selection.ranges.length > 1) return null;
  const cell = main.empty ? nextCell(state) : null;
  if (cell) return cell;
  const line = state.doc.lineAt(main.head);
  if (main.empty && /^([-*+]|\d{1,9}[.)]|>)[ \t]*(\[[ xX]\][ \t]*)?$/.test(line.text)) return endOfBlock(state, line);
  if (nodeAround(state, main.from, main.to, "ListItem", "Blockquote", ...UNTOUCHABLE) || line.text.trim() === "") {
    return null;
  }
  if (main.from === state.doc.lineAt(main.from).from) return null;
  return { ...state.replaceSelection("\n\n"), userEvent: "input", scrollIntoView: true };
}

function endOfBlock(state: EditorState, line: Line): TransactionSpec | null {
  const node = nodeAround(state, line.to, line.to, "ListItem", "Blockquote");
  if (!node || line.number === 1) return null;
  const blankBefore = state.doc.line(line.number - 1).text.trim() === "";
  const insert = blankBefore ? "" : "\n";
  return {
    changes: { from: line.from, to: line.to, insert },
    selection: { anchor: line.from + insert.length },
    userEvent: "input",
    scrollIntoView: true,
  };
}

/** A new line in the same paragraph: a single line end would be read as a blank. */
export function lineBreak(state: EditorState): TransactionSpec | null {
  const { from, to } = state.selection.main;
  const node = nodeAround(state, from, to, "Paragraph");
  if (!node || node.parent?.name !== "Document" || from === state.doc.lineAt(from).from) return null;
  return { ...state.replaceSelection("\\\n"), userEvent: "input", scrollIntoView: true };
}

const STEP = "   ";

/** Items of a list one level deeper, or back. */
export function nested(state: EditorState, step: 1 | -1): TransactionSpec | null {
  const items = selectedLines(state).filter((line) => prefixOf(line, LIST_MARK).mark !== "");
  if (items.length === 0) return null;
  const specs = items.map((line) => {
    if (step > 0) return { from: line.from, insert: STEP };
    const blank = /^(\t| {1,3})/.exec(line.text)?.[0].length ?? 0;
    return { from: line.from, to: line.from + blank };
  });
  return change(state, specs, "input.indent");
}
