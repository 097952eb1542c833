/** What is pasted or dropped: formatted text becomes Markdown, pictures become what the owner of the text makes of them. */
import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

import { picturesIn } from "../pictures";
import { fromHtml } from "./fromHtml";
import { nodeAround } from "./language";

export type PasteFile = (file: File) => Promise<string | null>;

const awaited = StateEffect.define<{ file: File; at: number | null }>();

/** Where the pictures belong that are still being taken in, while the writer writes on. */
const places = StateField.define<ReadonlyMap<File, number>>({
  create: () => new Map(),
  update(value, { docChanged, changes, effects }) {
    if (!docChanged && effects.length === 0) return value;
    const next = new Map([...value].map(([file, at]) => [file, docChanged ? changes.mapPos(at, 1) : at]));
    for (const effect of effects) {
      if (!effect.is(awaited)) continue;
      if (effect.value.at === null) next.delete(effect.value.file);
      else next.set(effect.value.file, effect.value.at);
    }
    return next;
  },
});

async function take(view: EditorView, file: File, at: number, pasteFile: PasteFile): Promise<void> {
  view.dispatch({ effects: awaited.of({ file, at }) });
  let markdown: string | null = null;
  try {
    markdown = await pasteFile(file);
  } finally {
    // No place any more when another text has been opened meanwhile.
    const place = view.state.field(places).get(file);
    const insert = view.state.toText(markdown ?? "");
    if (place !== undefined) {
      view.dispatch({
        effects: awaited.of({ file, at: null }),
        changes: { from: place, insert },
        userEvent: "input.paste",
      });
    }
  }
}

/** As it fits where the cursor is: a cell of a table holds one line. */
export function pastedMarkdown(state: EditorState, html: string): string | null {
  const { from, to } = state.selection.main;
  if (nodeAround(state, from, to, "FencedCode", "CodeBlock", "InlineCode")) return null;
  const markdown = fromHtml(html);
  if (markdown === null || !nodeAround(state, from, to, "Table")) return markdown;
  return markdown.replace(/\\?\n+/g, " ").replace(/(?<!\\)\|/g, "\\|");
}

function pasteText(view: EditorView, data: DataTransfer): boolean {
  const html = data.getData("text/html");
  // Code editors colour what they copy; its text is meant as it stands.
  const markdown = html && !data.types.includes("vscode-editor-data") ? pastedMarkdown(view.state, html) : null;
  if (markdown === null) return false;
  const insert = view.state.replaceSelection(view.state.toText(markdown));
  view.dispatch({ ...insert, userEvent: "input.paste", scrollIntoView: true });
  return true;
}

export function pasting(pasteFile: () => PasteFile | undefined): Extension {
  const takeAll = (view: EditorView, files: File[], at: number) => {
    const handler = pasteFile();
    if (handler) for (const file of files) void take(view, file, at, handler);
    return handler !== undefined;
  };
  return [
    places,
    EditorView.domEventHandlers({
      paste(event, view) {
        const data = event.clipboardData;
        if (!data || view.state.readOnly) return false;
        // Word puts a picture of the text beside the text.
        if (data.types.includes("text/html") && pasteText(view, data)) return true;
        const files = picturesIn(data);
        return files.length > 0 && takeAll(view, files, view.state.selection.main.to);
      },
      drop(event, view) {
        const data = event.dataTransfer;
        if (!data || data.files.length === 0) return false;
        const files = picturesIn(data);
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.to;
        if (!view.state.readOnly && files.length > 0 && takeAll(view, files, at)) event.stopPropagation();
        // Otherwise CodeMirror would read the file's bytes into the text.
        return true;
      },
    }),
  ];
}
