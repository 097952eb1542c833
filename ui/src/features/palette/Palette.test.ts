import { screen, within } from "@testing-library/svelte";
import { afterEach, expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { palette } from "../../app/palette.svelte";
import type { Hit } from "../../backend";

afterEach(() => {
  palette.open = false;
});

const line = () => screen.findByRole<HTMLInputElement>("combobox", { name: /^Search your portfolio/ });
const list = () => screen.getByRole("listbox", { name: "What fits" });
const options = () => within(list()).queryAllByRole("option").map((option) => option.textContent.trim());
const current = () => within(list()).getByRole("option", { selected: true });
const count = () => within(screen.getByRole("dialog")).getByRole("status").textContent;

async function open(...given: Parameters<typeof openWindow>) {
  const opened = await openWindow(...given);
  await screen.findByRole("heading", { level: 1 });
  await opened.user.keyboard("{Control>}k{/Control}");
  return { ...opened, line: await line() };
}

const hit = (title: string, given: Partial<Hit> = {}): Hit => ({
  kind: "note",
  id: null,
  artifact: null,
  title,
  snippet: "",
  path: `notes/${title}.md`,
  ...given,
});

test("a command is found by its words and its initials, and Enter goes there", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview");
  expect(document.activeElement).toBe(line);
  await user.type(line, "gtp");
  await vi.waitFor(() => expect(options()).toEqual(["Go to Plan"]));
  await user.keyboard("{Enter}");
  expect(window.location.hash).toBe("#/plan");
  expect(screen.queryByRole("combobox", { name: /^Search/ })).toBeNull();
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
});

test("arrows go through the list, round its ends, and the line says which is meant", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview", (backend) => {
    vi.spyOn(backend, "search").mockResolvedValue([hit("Remarks")]);
  });
  await user.type(line, "go to c");
  // What is found comes after the commands: without it the list would still grow under the arrows.
  await vi.waitFor(() => expect(options().at(-1)).toMatch(/Remarks/));
  expect(options().slice(0, 3)).toEqual(["Go to Criteria", "Go to Coverage", "Go to Check"]);
  expect(line.getAttribute("aria-activedescendant")).toBe(current().id);
  await user.keyboard("{ArrowDown}");
  expect(current().textContent.trim()).toBe("Go to Coverage");
  expect(line.getAttribute("aria-activedescendant")).toBe(current().id);
  expect(document.activeElement).toBe(line);
  await user.keyboard("{ArrowUp}{ArrowUp}");
  expect(current().textContent.trim()).toBe(options().at(-1));
  await user.keyboard("{ArrowDown}");
  expect(current().textContent.trim()).toBe("Go to Criteria");
  await expectAccessible();
});

test("titles and texts are found in groups, counted, with the words marked", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview", (backend) => {
    vi.spyOn(backend, "search").mockResolvedValue([
      hit("Maker fair", { kind: "artifact", id: "maker-fair", artifact: "maker-fair" }),
      hit("5a", { kind: "criterion", id: "5a", snippet: "At the fair I saw <b>them</b>" }),
      hit("Remarks", { snippet: "after the fair" }),
      hit("fair.png", { kind: "file", artifact: "maker-fair", path: "artifacts/maker-fair/fair.png" }),
    ]);
  });
  await user.type(line, "fair");
  const groups = () => within(list()).getAllByRole("group").map((group) => group.getAttribute("aria-label"));
  await vi.waitFor(() => expect(groups()).toEqual(["Artifacts", "Criteria", "Notes", "Files"]));
  expect(count()).toMatch(/^\d+ things fit$/);
  const criteria = within(screen.getByRole("group", { name: "Criteria" }));
  expect(criteria.getByText(/At the/).textContent).toContain("At the fair I saw <b>them</b>");
  expect([...list().querySelectorAll("mark")].every((mark) => mark.textContent.toLowerCase() === "fair")).toBe(true);
  await expectAccessible();
  // A note that belongs nowhere tells where it lies; there is nothing to go to.
  const remarks = screen.getByRole("option", { name: /^Remarks/ });
  expect(remarks.textContent).toContain("Lies at notes/Remarks.md");
  await user.click(remarks);
  expect(screen.getByRole("listbox")).toBeTruthy();
  await user.click(screen.getByRole("option", { name: /^fair.png/ }));
  expect(window.location.hash).toBe("#/artifact/maker-fair");
});

test("a criterion is found by its code and by its paraphrase, which stands in no file", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview", (backend) => {
    vi.spyOn(backend, "search").mockResolvedValue([]);
  });
  await user.type(line, "coach safely");
  await vi.waitFor(() => expect(options()).toHaveLength(1));
  await user.clear(line);
  await user.type(line, "3c");
  await user.keyboard("{Enter}");
  expect(window.location.hash).toBe("#/criterion/3c");
});

test("a criterion of a newer edition is found by its code of 2017 too", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview", (backend) => {
    vi.spyOn(backend, "search").mockResolvedValue([]);
    const criteria = backend.criteria.bind(backend);
    vi.spyOn(backend, "criteria").mockImplementation(async () =>
      (await criteria()).map((row) => ({ ...row, code: row.code.replace(/^(\d)(\w)$/, "2.$1.$2") })),
    );
  });
  await user.type(line, "5a");
  await vi.waitFor(() => expect(options()).toHaveLength(1));
  await user.clear(line);
  await user.type(line, "2.5.a");
  await vi.waitFor(() => expect(options()[0]).toContain("2.5.a"));
});

test("nothing that fits is said, with what to try", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview");
  await user.type(line, "xyzzy");
  await screen.findByText(/Try a shorter word/);
  expect(count()).toBe("Nothing fits");
  expect(line.getAttribute("aria-expanded")).toBe("false");
  await user.keyboard("{Enter}{ArrowDown}");
  await expectAccessible();
});

test("many are cut, and the cut is told", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview", (backend) => {
    vi.spyOn(backend, "search").mockResolvedValue(Array.from({ length: 70 }, (_, at) => hit(`zebra ${at}`)));
  });
  await user.type(line, "zebra");
  await screen.findByText("the first 20 of 70");
  expect(count()).toBe("70 things fit");
  expect(options()).toHaveLength(20);
});

test("a search that fails says so, and commands go on", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/overview", (backend) => {
    vi.spyOn(backend, "search").mockRejectedValue({ code: "x", message: "Not now.", hint: "Later." });
  });
  await user.type(line, "plan");
  await vi.waitFor(() => expect(count()).toBe("Not now."));
  expect(options()).toContain("Go to Plan");
});

test("Escape closes it and the focus is where it was; the button in the side bar opens it", async () => {
  const { user } = await open({ open: "unfinished" }, "#/overview");
  await user.keyboard("{Escape}");
  expect(palette.open).toBe(false);
  const button = screen.getByRole("button", { name: "Search" });
  expect(button.getAttribute("aria-keyshortcuts")).toBe("Control+K");
  await user.click(button);
  expect(document.activeElement).toBe(await line());
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(button);
});

test("undo and redo are told by what they would do", async () => {
  const { user, workspace, line } = await open({ open: "unfinished" }, "#/overview");
  expect(screen.queryByRole("option", { name: /^Undo/ })).toBeNull();
  await workspace.change({ kind: "attach", criterion: "4d", artifact: "maker-fair", role: "main" });
  await user.type(line, "undo");
  await user.keyboard("{Enter}");
  await vi.waitFor(() => expect(workspace.log.redo).not.toBeNull());
});

test("an artifact is begun from anywhere", async () => {
  const { user, line } = await open({ open: "unfinished" }, "#/plan");
  await user.type(line, "aaa{Enter}");
  await vi.waitFor(() => expect(document.activeElement?.id).toBe("quick-add"));
});

test("for reading only, nothing that changes is offered", async () => {
  await open({ open: "readonly" }, "#/overview");
  expect(screen.queryByRole("option", { name: /^Add/ })).toBeNull();
});

test("without a portfolio there are commands, and nothing is searched", async () => {
  const { user, backend, line } = await open();
  const search = vi.spyOn(backend, "search");
  expect(options()).toEqual(["Open a folder", "New portfolio", "Try the sample", "Go to Help"]);
  await user.type(line, "sample");
  expect(search).not.toHaveBeenCalled();
  await user.keyboard("{Enter}");
  await screen.findByRole("heading", { level: 1, name: "Overview" });
});
