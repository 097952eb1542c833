/** Tables as lines of cells between pipes. */
import { EditorSelection, type EditorState, type Text, type TransactionSpec } from "@codemirror/state";

import { nodeAround } from "./language";

export type Cell = { from: number; to: number };

const isDelimiter = (line: string) => /^[\s|:-]+$/.test(line) && line.includes("-");

/** The stretches between the pipes of a line, blanks included; a pipe behind a backslash is a cell's own. */
export function cellsOf(line: string): Cell[] {
  const pipes: number[] = [];
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === "\\") at += 1;
    else if (line[at] === "|") pipes.push(at);
  }
  const lead = line.length - line.trimStart().length;
  const bounds = [...(pipes[0] === lead ? [] : [lead - 1]), ...pipes];
  if (line.trimEnd().length - 1 !== pipes.at(-1)) bounds.push(line.length);
  return bounds.slice(1).map((to, index) => ({ from: (bounds[index] ?? 0) + 1, to }));
}

export type Padding = { at: number; text: string };

/** What has to be drawn at the ends of cells so that the columns of a table stand under each other. */
export function paddings(doc: Text, from: number, to: number): Padding[] {
  const first = doc.lineAt(from).number;
  const rows = Array.from({ length: doc.lineAt(to).number - first + 1 }, (_, index) => {
    const line = doc.line(first + index);
    return { line, cells: cellsOf(line.text) };
  });
  const widths: number[] = [];
  for (const { cells } of rows) {
    cells.forEach(({ from: start, to: end }, column) => {
      widths[column] = Math.max(widths[column] ?? 0, end - start);
    });
  }
  return rows.flatMap(({ line, cells }) =>
    cells.flatMap((cell, column) => {
      const missing = (widths[column] ?? 0) - (cell.to - cell.from);
      if (missing <= 0) return [];
      if (!isDelimiter(line.text)) return [{ at: line.from + cell.to, text: " ".repeat(missing) }];
      const dash = line.from + line.text.lastIndexOf("-", cell.to - 1) + 1;
      return [{ at: dash, text: "-".repeat(missing) }];
    }),
  );
}

const COLUMNS = 3;
const ROWS = 2;
const EMPTY = "     |";
const emptyRow = (columns = COLUMNS) => `|${EMPTY.repeat(columns)}`;

/** A table on lines of its own, with the cursor in its first cell. */
export function insertTable(state: EditorState): TransactionSpec {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.to);
  const inTable = nodeAround(state, line.from, line.to, "Table");
  const at = inTable ? state.doc.lineAt(inTable.to).to : line.to;
  const blank = state.doc.lineAt(at).text.trim() === "";
  const after = at < state.doc.length ? state.doc.lineAt(at + 1) : null;
  const before = blank ? (at > 0 && line.number > 1 && state.doc.line(line.number - 1).text.trim() !== "" ? "\n" : "") : "\n\n";
  const table = [emptyRow(), `|${" --- |".repeat(COLUMNS)}`, ...Array<string>(ROWS).fill(emptyRow())].join("\n");
  const insert = `${before}${table}${after && after.text.trim() !== "" ? "\n" : ""}`;
  return {
    changes: { from: at, insert },
    selection: EditorSelection.cursor(at + before.length + 2),
    userEvent: "input.table",
    scrollIntoView: true,
  };
}

/** Enter in a table: down one row, a new row behind the last, and out of it from an empty one. */
export function nextCell(state: EditorState): TransactionSpec | null {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  const table = nodeAround(state, head, head, "Table");
  if (!table || !line.text.includes("|")) return null;
  const cells = cellsOf(line.text);
  const column = Math.max(0, cells.findIndex((cell) => head - line.from <= cell.to));
  const last = state.doc.lineAt(table.to).number;
  for (let number = line.number + 1; number <= last; number += 1) {
    const next = state.doc.line(number);
    const cell = cellsOf(next.text)[column];
    if (isDelimiter(next.text) || !cell) continue;
    return { selection: EditorSelection.cursor(endOfCell(next.from, next.text, cell)), scrollIntoView: true };
  }
  if (/^[\s|]*$/.test(line.text)) {
    const changes = { from: line.from, to: line.to, insert: "\n" };
    return { changes, selection: EditorSelection.cursor(line.from + 1), userEvent: "input", scrollIntoView: true };
  }
  const anchor = line.to + "\n| ".length + column * EMPTY.length;
  const changes = { from: line.to, insert: `\n${emptyRow(cells.length)}` };
  return { changes, selection: EditorSelection.cursor(anchor), userEvent: "input.table", scrollIntoView: true };
}

/** Behind the cell's last letter, or behind the blank at its beginning. */
function endOfCell(start: number, text: string, { from, to }: Cell): number {
  const length = text.slice(from, to).trimEnd().length;
  return start + Math.min(to, from + Math.max(length, 1));
}
