/** What Markdown means, drawn: decorations for its nodes. The text itself is never changed. */
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Range } from "@codemirror/state";
import { Decoration, WidgetType } from "@codemirror/view";

import type { SyntaxNode } from "./language";
import { paddings } from "./table";

class Widget extends WidgetType {
  constructor(
    readonly text: string,
    readonly look: string,
  ) {
    super();
  }
  override eq(other: Widget) {
    return other.text === this.text && other.look === this.look;
  }
  toDOM() {
    const element = document.createElement("span");
    element.className = this.look;
    element.textContent = this.text;
    // The list, cell or rule is told by what stands around it; a bullet read out at every line is noise.
    element.ariaHidden = "true";
    return element;
  }
}

const nothing = Decoration.replace({});
const bullet = Decoration.replace({ widget: new Widget("•", "cm-listmark cm-bullet") });
const rule = Decoration.replace({ widget: new Widget("", "cm-rule") });
const listMark = Decoration.mark({ class: "cm-listmark" });
const DEEPEST = 6;

/** How words are set, also where the marks are shown. */
const STYLES: Record<string, Decoration> = Object.fromEntries(
  Object.entries({
    "cm-strong": ["StrongEmphasis"],
    "cm-emphasis": ["Emphasis"],
    "cm-struck": ["Strikethrough"],
    "cm-literal": ["InlineCode", "CodeText"],
    "cm-mark": [
      ...["HeaderMark", "QuoteMark", "ListMark", "LinkMark", "EmphasisMark", "CodeMark", "StrikethroughMark", "HardBreak"],
      ...["TableDelimiter", "HorizontalRule", "URL", "LinkLabel", "CodeInfo", "Comment", "CommentBlock"],
    ],
  }).flatMap(([look, names]) => names.map((name) => [name, Decoration.mark({ class: look })])),
);

/** What one stretch of the document is drawn with. */
export type Drawn = {
  /** What looks different from how it stands in the file. */
  looks: Range<Decoration>[];
  /** What is not to be seen. */
  hidden: Range<Decoration>[];
};

class Drawing implements Drawn {
  readonly looks: Range<Decoration>[] = [];
  readonly hidden: Range<Decoration>[] = [];

  constructor(
    readonly state: EditorState,
    readonly from: number,
    readonly to: number,
    /** Whether the cursor counts: it doesn't while the writer is elsewhere. */
    readonly focused: boolean,
  ) {}

  touched(from: number, to: number): boolean {
    return this.focused && this.state.selection.ranges.some((range) => range.from <= to && range.to >= from);
  }

  lineTouched(pos: number): boolean {
    const { from, to } = this.state.doc.lineAt(pos);
    return this.touched(from, to);
  }

  /** A plugin may not replace a line end. */
  hide(from: number, to: number, look = nothing): void {
    if (to > from && this.state.doc.lineAt(from).to >= to) this.hidden.push(look.range(from, to));
  }

  /** Sets words as their node says; false where they can't be seen. */
  set({ name, from, to }: Pick<SyntaxNode, "name" | "from" | "to">): boolean {
    const style = STYLES[name];
    const seen = to >= this.from && from <= this.to;
    if (style && seen && to > from) this.looks.push(style.range(from, to));
    return seen;
  }

  /** Dresses the lines of a node that can be seen. */
  lines(node: { from: number; to: number }, look: string, first = ""): void {
    const end = Math.min(node.to, this.to);
    for (let pos = Math.max(node.from, this.from); pos <= end; ) {
      const line = this.state.doc.lineAt(pos);
      const head = first && line.from <= node.from ? ` ${first}` : "";
      this.looks.push(Decoration.line({ class: look + head }).range(line.from));
      pos = line.to + 1;
    }
  }

  /** Indentation in spaces is drawn as an indent, so that wrapped lines have it too. */
  outdent(pos: number): void {
    const line = this.state.doc.lineAt(pos);
    const blank = /^[ \t]*/.exec(line.text)?.[0].length ?? 0;
    if (line.from + blank >= Math.min(pos, line.to)) this.hide(line.from, line.from + blank);
  }
}

/** Up to the end of the blanks behind a mark. */
function pastBlanks(state: EditorState, to: number, most = Infinity): number {
  const { text, from } = state.doc.lineAt(to);
  const blank = /^[ \t]*/.exec(text.slice(to - from))?.[0].length ?? 0;
  return to + Math.min(blank, most);
}

function emphasis(node: SyntaxNode, drawing: Drawing): void {
  if (drawing.touched(node.from, node.to)) return;
  for (const mark of [node.firstChild, node.lastChild]) {
    if (mark && /Mark$/.test(mark.name)) drawing.hide(mark.from, mark.to);
  }
}

function heading(node: SyntaxNode, drawing: Drawing): void {
  const level = /\d$/.exec(node.name)?.[0] ?? "1";
  const { state } = drawing;
  const underlined = node.name.startsWith("Setext");
  drawing.lines(node, `cm-heading cm-heading-${level}`);
  if (underlined || drawing.lineTouched(node.from)) return;
  const [open, close] = node.getChildren("HeaderMark");
  if (open) drawing.hide(open.from, pastBlanks(state, open.to));
  if (close) drawing.hide(close.from - (/\s*$/.exec(state.sliceDoc(node.from, close.from))?.[0].length ?? 0), close.to);
}

function item(node: SyntaxNode, drawing: Drawing): void {
  let depth = 1;
  for (let outer = node.parent; outer; outer = outer.parent) if (outer.name === "ListItem") depth += 1;
  drawing.lines(node, `cm-item cm-depth-${Math.min(depth, DEEPEST)}`, "cm-item-first");
  const mark = node.getChild("ListMark");
  if (!mark) return;
  drawing.outdent(mark.from);
  const end = pastBlanks(drawing.state, mark.to);
  if (node.parent?.name === "BulletList" && !drawing.lineTouched(mark.from)) drawing.hide(mark.from, end, bullet);
  else drawing.looks.push(listMark.range(mark.from, end));
}

function paragraph(node: SyntaxNode, drawing: Drawing): void {
  if (node.parent?.name !== "ListItem") return;
  const end = Math.min(node.to, drawing.to);
  for (let pos = Math.max(node.from, drawing.from); pos <= end; ) {
    const line = drawing.state.doc.lineAt(pos);
    const text = line.from < node.from ? node.from : pastBlanks(drawing.state, line.from);
    if (line.from > node.from || drawing.state.sliceDoc(line.from, node.from).trim() === "") drawing.outdent(text);
    pos = line.to + 1;
  }
}

function link(node: SyntaxNode, drawing: Drawing): void {
  const { state } = drawing;
  const url = node.getChild("URL");
  const target = url ?? node.getChild("LinkLabel");
  const [open, close] = node.getChildren("LinkMark");
  // Square brackets alone are how people write, not a link; and one without a text would vanish.
  if (!target || !open || !close || state.sliceDoc(open.to, close.from).trim() === "") return;
  const picture = node.name === "Image";
  const look = picture ? "cm-picture" : "cm-link";
  const attributes: Record<string, string> = url ? { title: state.sliceDoc(url.from, url.to) } : {};
  drawing.looks.push(Decoration.mark({ class: look, attributes }).range(open.to, close.from));
  if (drawing.touched(node.from, node.to)) return;
  drawing.hide(open.from, open.to);
  drawing.hide(close.from, node.to);
}

function table(node: SyntaxNode, drawing: Drawing): false {
  drawing.lines(node, "cm-table", "cm-table-head");
  for (const { at, text } of paddings(drawing.state.doc, node.from, node.to)) {
    if (at < drawing.from || at > drawing.to) continue;
    drawing.looks.push(Decoration.widget({ widget: new Widget(text, "cm-padding"), side: 1 }).range(at));
  }
  // The marks inside stay: without them the columns would no longer stand under each other.
  node.cursor().iterate((ref) => drawing.set(ref));
  return false;
}

function horizontalRule(node: SyntaxNode, drawing: Drawing): void {
  if (!drawing.lineTouched(node.from)) drawing.looks.push(rule.range(node.from, node.to));
}

/** False where what is inside is not to be drawn on its own. */
type Draw = (node: SyntaxNode, drawing: Drawing) => unknown;

const DRAWN: Record<string, Draw> = {
  Emphasis: emphasis,
  StrongEmphasis: emphasis,
  Strikethrough: emphasis,
  InlineCode: emphasis,
  Autolink: emphasis,
  Link: link,
  Image: link,
  ListItem: item,
  Paragraph: paragraph,
  Table: table,
  HorizontalRule: horizontalRule,
  Blockquote: (node, drawing) => drawing.lines(node, "cm-quote"),
  QuoteMark: (node, drawing) => {
    if (!drawing.lineTouched(node.from)) drawing.hide(node.from, pastBlanks(drawing.state, node.to, 1));
  },
  FencedCode: (node, drawing) => drawing.lines(node, "cm-code"),
  CodeBlock: (node, drawing) => drawing.lines(node, "cm-code"),
  Escape: (node, drawing) => {
    if (!drawing.touched(node.from, node.to)) drawing.hide(node.from, node.from + 1);
  },
  HardBreak: (node, drawing) => {
    const backslash = drawing.state.sliceDoc(node.from, node.from + 1) === "\\";
    if (backslash && !drawing.lineTouched(node.from)) drawing.hide(node.from, node.from + 1);
  },
  ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((level) => [`ATXHeading${level}`, heading])),
  SetextHeading1: heading,
  SetextHeading2: heading,
};

/**
 * What is drawn between two positions.
 *
 * @param focused Whether the cursor counts.
 * @param source Whether all marks are shown, as they stand in the file.
 */
export function drawn(state: EditorState, from: number, to: number, focused: boolean, source = false): Drawn {
  const drawing = new Drawing(state, from, to, focused);
  syntaxTree(state).iterate({
    from,
    to,
    enter: (ref) => {
      drawing.set(ref);
      return source || DRAWN[ref.name]?.(ref.node, drawing) !== false;
    },
  });
  return drawing;
}
