import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { EditorView } from "@codemirror/view";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { expectAccessible } from "../../../tests/support";
import { language } from "../language.svelte";
import Editor from "./Editor.svelte";

// What of layout jsdom leaves out.
beforeAll(() => {
  // jsdom calls itself Safari, where CodeMirror asks for this.
  document.execCommand = () => false;
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});

type Props = Partial<{
  value: string;
  disabled: boolean;
  source: boolean;
  describedby: string;
  pasteFile: (file: File) => Promise<string | null>;
  onblur: () => void;
}>;

function open(props: Props = {}) {
  const onchange = vi.fn<(text: string) => void>();
  const all = { value: "", label: "Reflection", onchange, ...props };
  const { rerender, component, container } = render(Editor, { props: all });
  const root = container.querySelector(".surface")?.shadowRoot;
  const content = root?.querySelector<HTMLElement>(".cm-content");
  const view = content && EditorView.findFromDOM(content);
  if (!root || !content || !view) throw new Error("no surface");
  const type = (text: string, at = view.state.doc.length) =>
    view.dispatch({ changes: { from: at, insert: text }, selection: { anchor: at + text.length }, userEvent: "input.type" });
  const set = (value: string) => rerender({ ...all, value });
  const texts = () => onchange.mock.calls.map(([text]) => text);
  return { onchange, texts, set, rerender, all, component, container, root, content, view, type, user: userEvent.setup() };
}

const tool = (name: string) => screen.getByRole("button", { name });

function pasteEvent(parts: { html?: string; plain?: string; files?: File[] }) {
  const data = { "text/html": parts.html ?? "", "text/plain": parts.plain ?? "" };
  const types = Object.entries(data).flatMap(([type, text]) => (text ? [type] : []));
  const event = new Event("paste", { bubbles: true, cancelable: true });
  const clipboardData = { files: parts.files ?? [], types, getData: (type: keyof typeof data) => data[type] ?? "" };
  return Object.assign(event, { clipboardData });
}

describe("the text", () => {
  test("a change by the writer is told with the line ends of the file", () => {
    const { type, texts } = open({ value: "\uFEFFa\r\nb" });
    type("\nc");
    expect(texts()).toEqual(["\uFEFFa\r\nb\r\nc"]);
  });

  test("a change from outside is shown and not told, and cannot be undone into the other text", async () => {
    const { type, set, texts, view, user } = open({ value: "first" });
    type("!");
    await set("second");
    expect(view.state.doc.toString()).toBe("second");
    expect(texts()).toEqual(["first!"]);
    await user.click(tool("Undo"));
    expect(view.state.doc.toString()).toBe("second");
  });

  test("what the owner gives back unchanged keeps undo and the cursor", async () => {
    const { type, set, view, user, texts } = open({ value: "a" });
    type("b");
    await set("ab");
    expect(view.state.selection.main.head).toBe(2);
    await user.click(tool("Undo"));
    expect(texts()).toEqual(["ab", "a"]);
  });

  test("another look or language loses neither", async () => {
    const { type, rerender, all, view, content, root } = open({ value: "**a**" });
    expect(root.querySelector(".cm-line")?.textContent).toBe("a");
    type("b");
    await rerender({ ...all, value: "**a**b", source: true });
    expect(root.querySelector(".cm-line")?.textContent).toBe("**a**b");
    language.chosen = "es";
    await rerender({ ...all, value: "**a**b", label: "Reflexión" });
    expect(view.contentDOM.getAttribute("aria-label")).toBe("Reflexión");
    expect(content.spellcheck || content.getAttribute("spellcheck")).toBeTruthy();
    expect(view.state.phrase("replace all")).toBe("Reemplazar todo");
    expect(tool("Deshacer").getAttribute("aria-disabled")).toBeNull();
  });

  test("insert puts Markdown at the cursor", () => {
    const { component, type, texts } = open();
    type("see ");
    component.insert("![A plan](plan.png)");
    expect(texts().at(-1)).toBe("see ![A plan](plan.png)");
  });

  test("disabled, nothing changes it", async () => {
    const { component, user, onchange, content } = open({ value: "a", disabled: true });
    await user.click(tool("Bold"));
    component.insert("x");
    fireEvent(content, pasteEvent({ html: "<b>x</b>", plain: "x" }));
    expect(onchange).not.toHaveBeenCalled();
    expect(content.getAttribute("aria-readonly")).toBe("true");
    expect(content.tabIndex).toBe(0);
  });
});

describe("the toolbar", () => {
  test("is one stop for Tab, and the arrows, Home and End go through it", async () => {
    const { user } = open();
    await user.tab();
    expect(document.activeElement).toBe(tool("Heading"));
    await user.keyboard("{ArrowRight}{ArrowRight}{ArrowRight}");
    expect(document.activeElement).toBe(tool("Bold"));
    await user.keyboard("{End}");
    expect(document.activeElement).toBe(tool("Find and replace"));
    await user.keyboard("{ArrowRight}");
    expect(document.activeElement).toBe(tool("Heading"));
    await user.keyboard("{ArrowLeft}{Home}{ArrowRight}");
    expect(document.activeElement).toBe(tool("Subheading"));
    expect(screen.getAllByRole("button").filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
  });

  test("formats by key, stays where it is, and tells how the text stands", async () => {
    const { user, type, texts } = open();
    type("word");
    tool("Heading").focus();
    await user.keyboard("{Enter}");
    expect(texts().at(-1)).toBe("## word");
    expect(document.activeElement).toBe(tool("Heading"));
    expect(tool("Heading").getAttribute("aria-pressed")).toBe("true");
    expect(tool("Plain text").getAttribute("aria-pressed")).toBe("false");
    expect(tool("Undo").getAttribute("aria-disabled")).toBeNull();
    expect(tool("Redo").getAttribute("aria-disabled")).toBe("true");
  });

  test("finds and replaces in the window's words", async () => {
    const { user, root } = open({ value: "a b a" });
    await user.click(tool("Find and replace"));
    const labels = [...root.querySelectorAll(".cm-search :is(button, label)")].map((e) => e.getAttribute("aria-label") ?? e.textContent);
    expect(labels).toContain("Replace all");
    expect(root.querySelector(".cm-search [style]")).toBeNull();
  });

  test("has nothing that axe finds", async () => {
    document.title = "Artifolio";
    document.documentElement.lang = "en";
    open({ value: "# a\n\n- b" }).container.setAttribute("role", "main");
    await expectAccessible();
  });
});

describe("the link dialog", () => {
  test("asks for address and text, refuses what leads nowhere, then links", async () => {
    const { user, type, texts, view } = open();
    type("see plan");
    view.dispatch({ selection: { anchor: 4, head: 8 } });
    await user.click(tool("Link"));
    expect(screen.getByLabelText<HTMLInputElement>("Text to show").value).toBe("plan");
    await user.type(screen.getByLabelText("Address"), "javascript:x{Enter}");
    expect(screen.getByRole("alert").textContent).toContain("leads nowhere");
    await user.clear(screen.getByLabelText("Address"));
    await user.type(screen.getByLabelText("Address"), "www.example.org");
    await user.click(screen.getByRole("button", { name: "Add link" }));
    expect(texts().at(-1)).toBe("see [plan](https://www.example.org)");
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("changes and removes the link at the cursor", async () => {
    const { user, texts, view } = open({ value: "[plan](https://x.y)" });
    view.dispatch({ selection: { anchor: 3 } });
    await user.click(tool("Link"));
    expect(screen.getByLabelText<HTMLInputElement>("Address").value).toBe("https://x.y");
    await user.click(screen.getByRole("button", { name: "Remove link" }));
    expect(texts()).toEqual(["plan"]);
  });
});

describe("paste", () => {
  test("formatted text becomes Markdown, plain text stays", () => {
    const { content, texts } = open();
    fireEvent(content, pasteEvent({ html: "<p>a <b>b</b></p>", plain: "a b" }));
    expect(texts().at(-1)).toBe("a **b**");
    fireEvent(content, pasteEvent({ html: "<span>x</span>", plain: "*x*" }));
    expect(texts().at(-1)).toBe("a **b***x*");
  });

  test("in a table it becomes one line", () => {
    const { content, texts, view } = open({ value: "| a |\n|---|\n| b |" });
    view.dispatch({ selection: { anchor: 3 } });
    fireEvent(content, pasteEvent({ html: "<p>x|</p><p><b>y</b></p>", plain: "x y" }));
    expect(texts().at(-1)).toBe("| ax\\| **y** |\n|---|\n| b |");
  });

  test("a picture lands where it was pasted, also when the writer wrote on", async () => {
    let finish: (markdown: string | null) => void = () => {};
    const pasteFile = vi.fn(() => new Promise<string | null>((resolve) => (finish = resolve)));
    const { content, texts, type, set } = open({ value: "ab", pasteFile });
    const file = new File(["x"], "a.png", { type: "image/png" });
    type("", 1);
    fireEvent(content, pasteEvent({ files: [file] }));
    type("0", 0);
    finish("![](a.png)");
    await vi.waitFor(() => expect(texts().at(-1)).toBe("0a![](a.png)b"));
    fireEvent(content, pasteEvent({ files: [file] }));
    await set("0a![](a.png)b and theirs");
    finish("![](b.png)");
    await vi.waitFor(() => expect(texts().at(-1)).toBe("0![](b.png)a![](a.png)b and theirs"));
  });

  test("a picture lands nowhere in a text whose line ends are others", async () => {
    let finish: (markdown: string | null) => void = () => {};
    const pasteFile = vi.fn(() => new Promise<string | null>((resolve) => (finish = resolve)));
    const { content, texts, set } = open({ value: "ab", pasteFile });
    fireEvent(content, pasteEvent({ files: [new File(["x"], "a.png", { type: "image/png" })] }));
    await set("another\r\ntext");
    finish("![](a.png)");
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(texts()).toEqual([]);
  });

  test("a file that is dropped is never read into the text", () => {
    const { content, onchange } = open({ value: "a" });
    const files = [new File(["x"], "a.txt", { type: "text/plain" })];
    fireEvent(content, Object.assign(new Event("drop", { bubbles: true, cancelable: true }), { dataTransfer: { files, getData: () => "" }, clientX: 0, clientY: 0 }));
    expect(onchange).not.toHaveBeenCalled();
  });
});

test("leaving the editor as a whole is told once, going from toolbar to text is not", async () => {
  const onblur = vi.fn();
  const { user } = open({ onblur });
  await user.tab();
  await user.keyboard("{ArrowRight}");
  expect(onblur).not.toHaveBeenCalled();
  (document.activeElement as HTMLElement).blur();
  expect(onblur).toHaveBeenCalledTimes(1);
});

test("Tab is nobody's key: it leaves the surface", () => {
  const { content } = open({ value: "| a |\n|---|\n| b |" });
  for (const shiftKey of [false, true]) {
    const event = new KeyboardEvent("keydown", { key: "Tab", shiftKey, bubbles: true, cancelable: true });
    content.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(false);
  }
});
