/** The writing surface of a page: it is loaded by and by, and its text lies in a shadow root. */
import { EditorView } from "@codemirror/view";
import { fireEvent } from "@testing-library/svelte";
import { beforeAll, beforeEach, vi } from "vitest";

import { Fake } from "../src/backend/fake";
import { view as look } from "../src/shared/writing/mode.svelte";
import { openWindow } from "./support";

/** What of layout jsdom leaves out, and the look that every session begins with. */
export function prepareWriting(): void {
  beforeAll(() => {
    // jsdom calls itself Safari, where CodeMirror asks for this.
    document.execCommand = () => false;
    Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  });
  beforeEach(() => {
    look.mode = "write";
  });
}

export function surface(): Promise<EditorView> {
  return vi.waitFor(
    () => {
      const content = document.querySelector(".surface")?.shadowRoot?.querySelector<HTMLElement>(".cm-content");
      const view = content && EditorView.findFromDOM(content);
      if (!view) throw new Error("no surface yet");
      return view;
    },
    { timeout: 20_000 },
  );
}

/** The page of a criterion, with a way to write on it. */
export async function openCriterion(key: string, options: Parameters<typeof openWindow>[0] = { open: "unfinished" }) {
  const opened = await openWindow(options, `#/criterion/${key}`);
  const view = await surface();
  if (!(opened.backend instanceof Fake)) throw new Error("no backend in memory");
  return { ...opened, desk: opened.backend.desk, view, type: (text: string) => write(view, text) };
}

/** In place of all that stands there. */
export function write(view: EditorView, insert: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert }, userEvent: "input.type" });
}

/** What the clipboard brings when a screenshot is pasted at `target`. */
export function pastePicture(target: EventTarget, name = "image.png"): Promise<boolean> {
  const files = [new File(["x"], name, { type: "image/png" })];
  const event = new Event("paste", { bubbles: true, cancelable: true, composed: true });
  return fireEvent(target as Element, Object.assign(event, { clipboardData: { files, types: ["Files"], getData: () => "" } }));
}

export function leaveSurface() {
  return fireEvent.focusOut(document.querySelector(".editor") as HTMLElement);
}
