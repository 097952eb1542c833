/**
 * Two editors with the same text of 5,000 words, one at a time: ours as the window has it, toolbar and all, and a bare
 * CodeMirror in the same fonts and column. For each key the time from the event until the editor has updated is kept in
 * `window.times`.
 */
import { StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { flushSync, mount } from "svelte";

import "../../src/app/global.css";
import Editor from "../../src/shared/editor/Editor.svelte";
import { theme } from "../../src/shared/editor/theme";

declare global {
  interface Window {
    times: number[];
    ready: boolean;
  }
}

const PARAGRAPHS = 100;
const paragraph = (number: number): string =>
  [
    `## Week ${number}`,
    "",
    "In the third week my students built **choice boards** for the unit on food webs, and *each* of them said in one sentence why they",
    "had chosen a task. I compared what they wrote with [the plan](https://example.org/plan), and changed two of the nine tasks.",
    "",
    "- what they could do by themselves",
    "- what they asked a partner about",
  ].join("\n");
const text = Array.from({ length: PARAGRAPHS }, (_, number) => paragraph(number + 1)).join("\n\n");
const middle = text.indexOf("In the third week", text.length / 2);

window.times = [];
let pressed = 0;
const keep = (): void => {
  if (pressed > 0) window.times.push(performance.now() - pressed);
  pressed = 0;
};

const parent = document.querySelector("main") ?? document.body;
const view = window.location.search === "?bare" ? bareEditor() : ourEditor();
// Told last, and after what the components around it do in the same turn.
const told = EditorView.updateListener.of(({ docChanged }) => docChanged && queueMicrotask(keep));
view.dispatch({
  selection: { anchor: middle },
  scrollIntoView: true,
  effects: StateEffect.appendConfig.of(told),
});
view.contentDOM.addEventListener("keydown", (event) => (pressed = event.timeStamp), { capture: true });
view.focus();
requestAnimationFrame(() => requestAnimationFrame(() => (window.ready = true)));

function bareEditor(): EditorView {
  return new EditorView({ doc: text, extensions: [EditorView.lineWrapping, theme], parent });
}

function ourEditor(): EditorView {
  let words = "";
  mount(Editor, { target: parent, props: { value: text, label: "Text", lang: "en", onchange: (said: string) => (words = said) } });
  flushSync();
  const content = [...parent.querySelectorAll("*")].map((e) => e.shadowRoot?.querySelector<HTMLElement>(".cm-content")).find(Boolean);
  const found = content && EditorView.findFromDOM(content);
  if (!found) throw new Error(`no editor, and ${words.length} letters`);
  return found;
}
