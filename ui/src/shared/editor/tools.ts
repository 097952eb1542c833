/** What the toolbar offers, and how each of its buttons stands at the cursor. */
import { redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { openSearchPanel } from "@codemirror/search";
import type { EditorState } from "@codemirror/state";
import type { Command } from "@codemirror/view";
import Bold from "lucide-static/icons/bold.svg?raw";
import Heading2 from "lucide-static/icons/heading-2.svg?raw";
import Heading3 from "lucide-static/icons/heading-3.svg?raw";
import Italic from "lucide-static/icons/italic.svg?raw";
import Link from "lucide-static/icons/link.svg?raw";
import List from "lucide-static/icons/list.svg?raw";
import ListOrdered from "lucide-static/icons/list-ordered.svg?raw";
import Pilcrow from "lucide-static/icons/pilcrow.svg?raw";
import Redo from "lucide-static/icons/redo-2.svg?raw";
import Search from "lucide-static/icons/search.svg?raw";
import Table from "lucide-static/icons/table.svg?raw";
import Quote from "lucide-static/icons/text-quote.svg?raw";
import Undo from "lucide-static/icons/undo-2.svg?raw";

import * as m from "../../paraglide/messages.js";
import { headingAt, listAt, setHeading, toggleList, toggleQuote } from "./blocks";
import { BOLD, ITALIC, toggleEmphasis } from "./inline";
import { nodeAround } from "./language";
import { command } from "./surface";
import { insertTable } from "./table";

export type Tool = {
  id: string;
  label: string;
  /** Its file. */
  icon: string;
  run: Command;
  /** As `aria-keyshortcuts` wants it, without the control key. */
  keys?: string;
  /** Only where a button has two states. */
  pressed?: boolean;
  idle?: boolean;
  /** The focus goes where the tool leads to. */
  leads?: boolean;
};

/** One name per way the text at the cursor is formatted, and whether there is something to undo. */
export function formatAt(state: EditorState) {
  const { from, to } = state.selection.main;
  const around = (...names: string[]) => nodeAround(state, from, to, ...names) !== null;
  return {
    heading: headingAt(state),
    bold: around(BOLD.node),
    italic: around(ITALIC.node),
    list: listAt(state),
    quote: around("Blockquote"),
    link: around("Link"),
    undo: undoDepth(state) > 0,
    redo: redoDepth(state) > 0,
  };
}

export type Format = ReturnType<typeof formatAt>;

function lineTools(format: Format): Tool[] {
  const heading = (level: number): Command => command((state) => setHeading(state, level));
  const { heading: level } = format;
  return [
    { id: "heading-2", label: m.ui_editor_heading(), icon: Heading2, run: heading(2), pressed: level === 2 },
    { id: "heading-3", label: m.ui_editor_subheading(), icon: Heading3, run: heading(3), pressed: level === 3 },
    { id: "text", label: m.ui_editor_plain_text(), icon: Pilcrow, run: heading(0), pressed: level === 0 },
  ];
}

function textTools({ bold, italic }: Format): Tool[] {
  const toggle = (kind: typeof BOLD) => command((state) => toggleEmphasis(state, kind));
  return [
    { id: "bold", label: m.ui_editor_bold(), icon: Bold, run: toggle(BOLD), pressed: bold, keys: "B" },
    { id: "italic", label: m.ui_editor_italic(), icon: Italic, run: toggle(ITALIC), pressed: italic, keys: "I" },
  ];
}

function blockTools({ list, quote }: Format): Tool[] {
  const bullets = command((state) => toggleList(state, "bullet"));
  const numbers = command((state) => toggleList(state, "number"));
  return [
    { id: "bullets", label: m.ui_editor_bullets(), icon: List, run: bullets, pressed: list === "bullet" },
    { id: "numbers", label: m.ui_editor_numbers(), icon: ListOrdered, run: numbers, pressed: list === "number" },
    { id: "quote", label: m.ui_editor_quote(), icon: Quote, run: command(toggleQuote), pressed: quote },
  ];
}

/** In groups, as the toolbar sets them apart. */
export function toolGroups(format: Format, link: Command): Tool[][] {
  return [
    lineTools(format),
    textTools(format),
    blockTools(format),
    [
      { id: "link", label: m.ui_editor_link(), icon: Link, run: link, pressed: format.link, keys: "Shift+K", leads: true },
      { id: "table", label: m.ui_editor_table(), icon: Table, run: command(insertTable), leads: true },
    ],
    [
      { id: "undo", label: m.ui_editor_undo(), icon: Undo, run: undo, idle: !format.undo, keys: "Z" },
      { id: "redo", label: m.ui_editor_redo(), icon: Redo, run: redo, idle: !format.redo, keys: "Shift+Z" },
      { id: "find", label: m.ui_editor_find(), icon: Search, run: openSearchPanel, keys: "F", leads: true },
    ],
  ];
}
