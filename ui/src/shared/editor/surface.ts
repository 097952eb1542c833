/** The writing surface: CodeMirror put together. */
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { deleteMarkupBackward, insertNewlineContinueMarkupCommand } from "@codemirror/lang-markdown";
import { indentUnit } from "@codemirror/language";
import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from "@codemirror/search";
import { Compartment, EditorState, type Extension, type TransactionSpec } from "@codemirror/state";
import { EditorView, keymap, type Command, type KeyBinding } from "@codemirror/view";

import { enter, lineBreak, nested } from "./blocks";
import { BOLD, ITALIC, toggleEmphasis } from "./inline";
import { portfolioMarkdown } from "./language";
import { opened } from "./lineEnds";
import { marks, showSource } from "./marks";
import { pasting, type PasteFile } from "./paste";
import { phrases } from "./phrases";
import { theme } from "./theme";
import { dropsUnfilled } from "./unfilled";

export type Look = { label: string; lang: string; disabled: boolean; source: boolean };

/** What the surface asks of, and tells, the component around it. */
export type Around = {
  pasteFile: () => PasteFile | undefined;
  link: () => void;
  changed: (view: EditorView) => void;
  moved: (view: EditorView) => void;
};

const look = new Compartment();

function looking({ label, lang, disabled, source }: Look): Extension {
  const readOnly: Record<string, string> = disabled ? { "aria-readonly": "true" } : {};
  return [
    EditorState.readOnly.of(disabled),
    EditorView.editable.of(!disabled),
    EditorState.phrases.of(phrases()),
    showSource.of(source),
    EditorView.editorAttributes.of(source ? { class: "cm-source" } : {}),
    EditorView.contentAttributes.of({
      "aria-label": label,
      lang,
      spellcheck: "true",
      autocorrect: "on",
      autocapitalize: "sentences",
      // Said though a field is one by itself: it is what makes the scrolling around it reachable.
      tabindex: "0",
      ...readOnly,
    }),
  ];
}

/** A change worked out from the state, as a command; nothing happens where the text may not be changed. */
export function command(work: (state: EditorState) => TransactionSpec | null): Command {
  return (view) => {
    const spec = view.state.readOnly ? null : work(view.state);
    if (spec) view.dispatch(spec);
    return spec !== null;
  };
}

const formatted = (work: (state: EditorState) => TransactionSpec | null) =>
  command((state) => (state.facet(showSource) ? null : work(state)));

function keys(link: () => void): readonly KeyBinding[] {
  const askLink: Command = (view) => {
    if (!view.state.readOnly) link();
    return true;
  };
  return [
    { key: "Mod-b", run: command((state) => toggleEmphasis(state, BOLD)), preventDefault: true },
    { key: "Mod-i", run: command((state) => toggleEmphasis(state, ITALIC)), preventDefault: true },
    { key: "Mod-Shift-k", run: askLink, preventDefault: true },
    { key: "Mod-]", run: command((state) => nested(state, 1)) },
    { key: "Mod-[", run: command((state) => nested(state, -1)) },
    // One Enter more would otherwise turn a tight list into a loose one instead of ending it.
    { key: "Enter", run: formatted(enter), shift: formatted(lineBreak) },
    { key: "Enter", run: insertNewlineContinueMarkupCommand({ nonTightLists: false }) },
    { key: "Backspace", run: deleteMarkupBackward },
    { key: "Mod-f", run: openSearchPanel, scope: "editor search-panel" },
    { key: "F3", run: findNext, shift: findPrevious, scope: "editor search-panel", preventDefault: true },
    { key: "Mod-g", run: findNext, shift: findPrevious, scope: "editor search-panel", preventDefault: true },
    { key: "Escape", run: closeSearchPanel, scope: "editor search-panel" },
    ...historyKeymap,
    // Not the keys of a code editor, and none for Tab, which leaves the surface.
    ...standardKeymap,
  ];
}

export function surfaceState(text: string, shown: Look, around: Around, cursor = 0): EditorState {
  const { doc, keep } = opened(text);
  return EditorState.create({
    doc,
    selection: { anchor: Math.min(cursor, doc.length) },
    extensions: [
      keep,
      look.of(looking(shown)),
      // As far back as the surface lives.
      history({ minDepth: 1_000_000 }),
      portfolioMarkdown,
      indentUnit.of("   "),
      search(),
      keymap.of(keys(around.link)),
      EditorView.lineWrapping,
      // The toolbar stays above what scrolls; what is found must not end up under it.
      EditorView.scrollMargins.of(() => ({ top: 64, bottom: 16 })),
      marks,
      dropsUnfilled,
      theme,
      pasting(around.pasteFile),
      EditorView.updateListener.of(({ view, docChanged, selectionSet, transactions }) => {
        if (docChanged) around.changed(view);
        if (docChanged || selectionSet || transactions.length > 0) around.moved(view);
      }),
    ],
  });
}

/** Without touching the text, its history or the cursor. */
export function lookAgain(shown: Look): TransactionSpec {
  return { effects: look.reconfigure(looking(shown)) };
}
