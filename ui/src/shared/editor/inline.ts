/** Bold, italic and links: what the toolbar does inside a line, as changes to a state. */
import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type ChangeSpec, type EditorState, type TransactionSpec } from "@codemirror/state";

import { nodeAround, type SyntaxNode } from "./language";
import { unfilled } from "./unfilled";

type Span = { from: number; to: number };
type Emphasis = { node: string; mark: string };

export const BOLD: Emphasis = { node: "StrongEmphasis", mark: "**" };
export const ITALIC: Emphasis = { node: "Emphasis", mark: "*" };

/** Quote, list and heading marks, which emphasis must stay behind. */
const BLOCK_MARKS = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?)?(?:#{1,6}\s+)?/;

/** Without the blanks at its ends, beside which emphasis marks have no effect. */
function trimmed(state: EditorState, { from, to }: Span): Span {
  const text = state.sliceDoc(from, to);
  const lead = text.length - text.trimStart().length;
  return lead === text.length ? { from, to: from } : { from: from + lead, to: to - (text.length - text.trimEnd().length) };
}

/** The parts of a selection that emphasis may span: one a line, no marks at its beginning. */
function segments(state: EditorState, { from, to }: Span): Span[] {
  const found: Span[] = [];
  for (let pos = from; pos <= to; ) {
    const line = state.doc.lineAt(pos);
    const start = line.from + (BLOCK_MARKS.exec(line.text)?.[0].length ?? 0);
    const segment = trimmed(state, { from: Math.max(from, Math.min(start, line.to)), to: Math.min(to, line.to) });
    if (segment.to > segment.from) found.push(segment);
    pos = line.to + 1;
  }
  return found;
}

function inside(node: SyntaxNode): Span {
  return { from: node.firstChild?.to ?? node.from, to: node.lastChild?.from ?? node.to };
}

function within(state: EditorState, { from, to }: Span, kind: Emphasis): SyntaxNode | null {
  const node = nodeAround(state, from, to, kind.node);
  if (node) return node;
  // The selection may hold the other kind's marks, or this one's, at its ends.
  const inner = syntaxTree(state).resolve(from, 1);
  const child = inner.name === kind.node ? inner : inner.getChild(kind.node);
  return child && child.from <= from && child.to >= to ? child : null;
}

/** Takes the marks away, and sets them anew around what was not selected. */
function unwrap(state: EditorState, node: SyntaxNode, { from, to }: Span, kind: Emphasis): ChangeSpec[] {
  const core = inside(node);
  const changes: ChangeSpec[] = [
    { from: node.from, to: core.from },
    { from: core.to, to: node.to },
  ];
  if (from === to) return changes;
  const rest = [
    { from: core.from, to: Math.max(core.from, Math.min(from, core.to)) },
    { from: Math.min(core.to, Math.max(to, core.from)), to: core.to },
  ];
  for (const part of rest.map((span) => trimmed(state, span))) {
    if (part.to > part.from) changes.push({ from: part.from, insert: kind.mark }, { from: part.to, insert: kind.mark });
  }
  return changes;
}

function wrap(state: EditorState, span: Span, kind: Emphasis): ChangeSpec[] {
  const changes: ChangeSpec[] = [{ from: span.from, insert: kind.mark }];
  syntaxTree(state).iterate({
    ...span,
    enter: ({ name, node }) => {
      if (name !== kind.node || node.from < span.from || node.to > span.to) return;
      const core = inside(node);
      changes.push({ from: node.from, to: core.from }, { from: core.to, to: node.to });
    },
  });
  changes.push({ from: span.to, insert: kind.mark });
  return changes;
}

/** Between marks that hold nothing yet. */
function emptyMarks(state: EditorState, pos: number, { mark }: Emphasis): ChangeSpec | null {
  const around = state.sliceDoc(pos - mark.length, pos + mark.length);
  const longer = mark.length === 1 && state.sliceDoc(pos - 2, pos + 2) === "****";
  return around === mark + mark && !longer ? { from: pos - mark.length, to: pos + mark.length } : null;
}

function spansOf(state: EditorState, range: { from: number; to: number; head: number; empty: boolean }): Span[] {
  if (!range.empty) return segments(state, range);
  const word = state.wordAt(range.head);
  return word && word.from < range.head && range.head < word.to ? [word] : [];
}

export function toggleEmphasis(state: EditorState, kind: Emphasis): TransactionSpec {
  const changed = state.changeByRange((range) => {
    const here = range.empty ? within(state, range, kind) : null;
    const spans = here ? [range] : spansOf(state, range);
    if (spans.length === 0) {
      if (!range.empty) return { range };
      const empty = emptyMarks(state, range.head, kind);
      if (empty) return { changes: empty, range: EditorSelection.cursor(range.head - kind.mark.length) };
      const both = { from: range.head, insert: kind.mark + kind.mark };
      const place = { from: range.head, to: range.head + both.insert.length };
      const cursor = EditorSelection.cursor(range.head + kind.mark.length);
      return { changes: both, range: cursor, effects: unfilled.of(place) };
    }
    const nodes = spans.map((span) => within(state, span, kind));
    const all = nodes.every((node) => node !== null);
    const specs = spans.flatMap((span, index) => {
      const node = nodes[index];
      if (!node) return wrap(state, span, kind);
      return all ? unwrap(state, node, span, kind) : [];
    });
    const changes = state.changes(specs);
    if (range.empty) return { changes, range: EditorSelection.cursor(changes.mapPos(range.head, 1)) };
    const [first = range, last = range] = [spans[0], spans.at(-1)];
    return { changes, range: EditorSelection.range(changes.mapPos(first.from, 1), changes.mapPos(last.to, -1)) };
  });
  return { ...changed, userEvent: "input.format", scrollIntoView: true };
}

export type LinkParts = Span & { text: string; address: string };

const plainText = (markdown: string) => markdown.replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** What the dialog starts with: the link around the cursor, or the selected text. */
export function linkAt(state: EditorState): LinkParts {
  const { main } = state.selection;
  const node = nodeAround(state, main.from, main.to, "Link");
  const url = node?.getChild("URL");
  const [open, close] = node?.getChildren("LinkMark") ?? [];
  if (node && url && open && close) {
    const address = state.sliceDoc(url.from, url.to).replace(/^<(.*)>$/, "$1");
    return { from: node.from, to: node.to, text: plainText(state.sliceDoc(open.to, close.from)), address };
  }
  const line = state.doc.lineAt(main.from);
  const span = trimmed(state, { from: main.from, to: Math.min(main.to, line.to) });
  return { ...span, text: plainText(state.sliceDoc(span.from, span.to)), address: "" };
}

/** An address as people type it, made one that a page understands; null where it leads nowhere a page may lead. */
export function linkAddress(typed: string): string | null {
  const address = typed.trim();
  if (/^(https?:|mailto:)/i.test(address)) return address;
  if (/^[^\s/@:]+@[^\s/@:]+\.[^\s/@:]+$/.test(address)) return `mailto:${address}`;
  if (/^(www\.|([\w-]+\.)+(com|org|net|edu|gov|[a-z]{2})(:\d+)?([/?#]|$))/i.test(address)) return `https://${address}`;
  return address === "" || /^([a-z][\w+.-]*:|\/\/)/i.test(address) ? null : address;
}

export function linkMarkdown(text: string, address: string): string {
  const shown = (text.trim() || address).replace(/\s+/g, " ").replace(/[\\[\]]/g, "\\$&");
  return `[${shown}](${/[\s()<>]/.test(address) ? `<${address.replace(/[<>\n]/g, encodeURIComponent)}>` : address})`;
}

export function setLink(state: EditorState, parts: LinkParts): TransactionSpec {
  const insert = parts.address ? linkMarkdown(parts.text, parts.address) : parts.text;
  return {
    changes: { from: parts.from, to: parts.to, insert: state.toText(insert) },
    selection: EditorSelection.cursor(parts.from + insert.length),
    userEvent: "input.link",
    scrollIntoView: true,
  };
}
