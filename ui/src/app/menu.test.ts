import { screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { openWindow } from "../../tests/support";
import { palette } from "./palette.svelte";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

test.each([
  ["new", "New portfolio"],
  ["settings", "Settings"],
  ["help", "Help"],
  ["open", "Overview"],
] as const)("%s leads to %s, with a portfolio or without", async (item, name) => {
  for (const open of [null, "complete"] as const) {
    const { backend, unmount } = await openWindow({ open });
    backend.chooseInMenu(item);
    await heading(name);
    unmount();
    window.location.hash = "";
    await vi.waitFor(() => expect(window.location.hash).toBe(""));
  }
});

test("a folder chosen in the menu that is no portfolio yet is offered as one", async () => {
  const { backend } = await openWindow({ open: "complete", folder: "loose" });
  backend.chooseInMenu("open");
  await heading("New portfolio");
  expect(screen.getByText(/Course work/)).toBeTruthy();
});

test("a folder chosen in the menu that can't be opened is told", async () => {
  const { backend } = await openWindow({ open: "complete", folder: "failing" });
  backend.chooseInMenu("open");
  expect((await screen.findByRole("alert")).textContent).toContain("can't be read");
});

test("the quick way in has the focus", async () => {
  const { backend } = await openWindow({ open: "unfinished" });
  backend.chooseInMenu("quick-add");
  const field = await screen.findByRole("textbox", { name: /Title, thought or link/ });
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
  field.blur();
  backend.chooseInMenu("quick-add");
  await vi.waitFor(() => expect(document.activeElement).toBe(field));
});

test("diagnostics has the focus on the page of help", async () => {
  const { backend } = await openWindow({ open: "unfinished" });
  backend.chooseInMenu("diagnostics");
  const about = await screen.findByRole("heading", { name: "A question about Artifolio?" });
  await vi.waitFor(() => expect(document.activeElement).toBe(about));
});

test("search opens the palette, but only over a portfolio", async () => {
  palette.open = false;
  const { backend, unmount } = await openWindow();
  backend.chooseInMenu("search");
  expect(palette.open).toBe(false);
  unmount();
  const { backend: other } = await openWindow({ open: "complete" });
  other.chooseInMenu("search");
  expect(palette.open).toBe(true);
  palette.open = false;
});

test("undo and redo do what their buttons do", async () => {
  const { backend, workspace } = await openWindow({ open: "unfinished" });
  await workspace.change({ kind: "criterion", key: "5a", set: { note: "Ask Kim" } });
  backend.chooseInMenu("undo");
  await vi.waitFor(() => expect(workspace.log.undo).toBeNull());
  backend.chooseInMenu("redo");
  await vi.waitFor(() => expect(workspace.log.undo).not.toBeNull());
});

test("the size of the text, said as it changes", async () => {
  const { backend } = await openWindow({ open: "complete" });
  const size = () => document.documentElement.style.fontSize;
  backend.chooseInMenu("larger");
  await vi.waitFor(() => expect(size()).toBe("110%"));
  expect(screen.getByText("Text size 110%")).toBeTruthy();
  backend.chooseInMenu("usual-size");
  backend.chooseInMenu("smaller");
  await vi.waitFor(() => expect(size()).toBe("90%"));
});
