/** The writing surface in the tokens of the interface, which reach into its shadow root. */
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const MONO = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace";
const INDENT = "1.75em";
const ring = { outline: "3px solid var(--accent)", outlineOffset: "2px" };

const depths = Object.fromEntries(
  [1, 2, 3, 4, 5, 6].map((depth) => [`.cm-depth-${depth}`, { paddingInlineStart: `calc(${INDENT} * ${depth})` }]),
);

const surface = {
  "&": { color: "var(--ink)", backgroundColor: "var(--panel)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--serif)", fontSize: "var(--text-large)", lineHeight: "1.65" },
  ".cm-content": {
    boxSizing: "content-box",
    maxWidth: "min(100%, 66ch)",
    minHeight: "8em",
    margin: "0 auto",
    padding: "var(--gap-5)",
    caretColor: "var(--ink)",
    fontVariantLigatures: "common-ligatures",
  },
  ".cm-line": { padding: "0" },
  "&.cm-source .cm-content": { fontFamily: MONO, fontSize: "var(--text)" },
  ".cm-announced": { position: "fixed", top: "-10000px" },
};

const words = {
  ".cm-strong": { fontWeight: "700" },
  ".cm-emphasis": { fontStyle: "italic" },
  ".cm-struck": { textDecoration: "line-through" },
  ".cm-literal": { fontFamily: MONO, fontSize: "0.9em" },
  ".cm-mark": { color: "var(--muted)" },
};

const blocks = {
  ".cm-heading": { fontFamily: "var(--serif)", lineHeight: "1.3", paddingBlock: "0.5em 0.1em", fontWeight: "650" },
  ".cm-heading-1": { fontSize: "1.6em" },
  ".cm-heading-2": { fontSize: "1.35em" },
  ".cm-heading-3": { fontSize: "1.15em" },
  ".cm-item": { paddingInlineStart: INDENT },
  ...depths,
  ".cm-item-first": { textIndent: `-${INDENT}` },
  ".cm-listmark": { display: "inline-block", minWidth: INDENT, textIndent: "0", color: "var(--muted)" },
  ".cm-bullet": { color: "var(--ink)", paddingInlineStart: "0.35em", boxSizing: "border-box" },
  ".cm-quote": {
    paddingInlineStart: "var(--gap-4)",
    borderInlineStart: "3px solid var(--edge)",
    color: "var(--muted)",
    fontStyle: "italic",
  },
  ".cm-table": { whiteSpace: "pre", fontFamily: MONO, fontSize: "0.875em", backgroundColor: "var(--sunk)" },
  ".cm-table-head": { fontWeight: "700" },
  ".cm-padding": { color: "var(--muted)" },
  ".cm-code": { fontFamily: MONO, fontSize: "0.875em", backgroundColor: "var(--sunk)" },
  ".cm-rule": {
    display: "inline-block",
    width: "100%",
    verticalAlign: "middle",
    borderTop: "1px solid var(--edge)",
  },
  ".cm-link": { color: "var(--accent)", textDecoration: "underline", textUnderlineOffset: "0.2em" },
  ".cm-picture": { border: "1px solid var(--edge)", borderRadius: "0.25em", paddingInline: "0.35em", fontStyle: "italic" },
};

const search = {
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--sunk)", fontFamily: "var(--sans)", zIndex: "1" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--edge)" },
  ".cm-panel.cm-search": {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "var(--gap-2)",
    padding: "var(--gap-3) var(--gap-6) var(--gap-3) var(--gap-3)",
  },
  ".cm-panel.cm-search input, .cm-panel.cm-search button, .cm-panel.cm-search label": {
    margin: "0",
    font: "var(--text-meta) / 1.5 var(--sans)",
  },
  // A line break breaks no flex line; a field this wide begins the next one.
  ".cm-panel.cm-search br": { display: "none" },
  ".cm-panel.cm-search .cm-textfield, .cm-panel.cm-search .cm-button": {
    minHeight: "2.25rem",
    padding: "0.25rem var(--gap-2)",
    border: "1px solid var(--edge)",
    borderRadius: "var(--radius-small)",
    color: "var(--ink)",
    background: "var(--panel)",
  },
  ".cm-panel.cm-search .cm-textfield": { flex: "1 1 12rem", minWidth: "0" },
  ".cm-panel.cm-search .cm-textfield[name=replace]": { flexBasis: "55%" },
  ".cm-panel.cm-search .cm-button": { fontWeight: "600", cursor: "pointer" },
  ".cm-panel.cm-search .cm-button:hover": { background: "var(--accent-soft)" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "0.35rem", minHeight: "1.5rem" },
  ".cm-panel.cm-search input[type=checkbox]": { width: "1rem", height: "1rem", accentColor: "var(--accent)" },
  // A pattern language is of no use to somebody who looks for a word.
  ".cm-panel.cm-search label:has([name=re])": { display: "none" },
  ".cm-panel.cm-search [name=close]": {
    position: "absolute",
    top: "var(--gap-2)",
    insetInlineEnd: "var(--gap-2)",
    minWidth: "2rem",
    minHeight: "2rem",
    padding: "0",
    border: "0",
    color: "var(--ink)",
    background: "none",
    fontSize: "1.25rem",
    cursor: "pointer",
  },
  ".cm-panel.cm-search :focus-visible": ring,
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--accent-soft)", outline: "2px solid var(--accent)" },
};

export const theme: Extension = EditorView.theme({ ...surface, ...words, ...blocks, ...search });
