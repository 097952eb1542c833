import { fireEvent, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { pastePicture } from "../../../tests/writing";
import { listing } from "./listing.svelte";

beforeEach(() => {
  Object.assign(listing, { look: "cards", sorting: "number", more: false });
});

const card = async (title: RegExp) => {
  const heading = await screen.findByRole("heading", { level: 2, name: title });
  return heading.closest("li") as HTMLElement;
};

test("each artifact has its picture, number, state, evidence and criteria", async () => {
  const { backend } = await openWindow({ open: "unfinished" }, "#/artifacts");
  const item = await card(/Maker fair/);
  expect(within(item).getByRole("img").getAttribute("alt")).toBe("Three models on a table");
  expect(within(item).getByRole("img").getAttribute("src")).toBe(backend.pictureUrl("maker-fair"));
  expect(within(item).getByText("Ready")).toBeTruthy();
  expect(within(item).getByText("5 pieces of evidence")).toBeTruthy();
  const serves = within(item).getByRole("list", { name: "Criteria it stands for" });
  expect(within(serves).getAllByRole("link").map((link) => link.textContent)).toEqual(["4c", "5b", "6c"]);
  await expectAccessible();
});

test("its findings are one step away", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts");
  const link = within(await card(/Maker fair/)).getByRole("link", { name: "1 thing to look at: Maker fair" });
  expect(link.getAttribute("href")).toBe("#/check/artifact%3Amaker-fair");
});

test("without a picture, and with one that can't be shown, the card says so", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts");
  expect(within(await card(/Peer coaching log/)).getByText("No picture")).toBeTruthy();
  const item = await card(/Maker fair/);
  await fireEvent.error(within(item).getByRole("img"));
  expect(within(item).getByText("This picture can't be shown")).toBeTruthy();
});

test("opened at one artifact, that one has the focus", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts/data-wall");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Data wall"));
});

test("the first day is drawn, with a next step", async () => {
  await openWindow({ open: "empty" }, "#/artifacts");
  await screen.findByRole("heading", { name: "No artifact yet" });
  expect(screen.getByRole("link", { name: "See how the sample does it" }).getAttribute("href")).toBe("#/start");
  await expectAccessible();
});

test("two hundred are all there", async () => {
  await openWindow({ open: "crowded" }, "#/artifacts");
  await screen.findByText("199 artifacts, and 1 to make");
  await vi.waitFor(() => expect(document.querySelectorAll("h2")).toHaveLength(200), { timeout: 20_000 });
});

const quickAdd = () => screen.findByRole("textbox", { name: "Title, thought or link" });
const titles = () => screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent.trim());

test("its title leads to its page", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts");
  const link = within(await card(/Maker fair/)).getByRole("link", { name: "Maker fair" });
  expect(link.getAttribute("href")).toBe("#/artifact/maker-fair");
});

test("a title typed at the top is an artifact at once, shown, said and focused", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/artifacts");
  await card(/Maker fair/);
  await user.click(screen.getByRole("radio", { name: /^Ready/ }));
  await user.type(await quickAdd(), "Robot race{Enter}");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Robot race"));
  expect(screen.getByRole("status").textContent).toBe("Added: Robot race");
  expect((await quickAdd() as HTMLInputElement).value).toBe("");
  await expectAccessible();
});

test("a link, a plan and files are added as quickly", async () => {
  const { user, backend } = await openWindow({ open: "empty", files: ["map of the school.png"] }, "#/artifacts");
  await user.type(await quickAdd(), "https://www.example.org/fair");
  await user.click(screen.getByRole("button", { name: "Add" }));
  expect(within(await card(/example\.org/)).getByText("1 piece of evidence")).toBeTruthy();
  await user.type(await quickAdd(), "Family evening");
  await user.click(screen.getByRole("button", { name: "To make" }));
  expect(within(await card(/Family evening/)).getByText("To make")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Files…" }));
  await card(/map of the school/);
  expect((await backend.artifacts()).map(({ state }) => state)).toEqual(["drafted", "planned", "drafted"]);
});

test("what could not be added stays in the line", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/artifacts", (backend) => {
    vi.spyOn(backend, "edit").mockRejectedValue({ code: "disk-full", message: "The disk is full.", hint: "Make room." });
  });
  await user.type(await quickAdd(), "Robot race{Enter}");
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  expect((await quickAdd() as HTMLInputElement).value).toBe("Robot race");
});

test("moving one changes the numbers and keeps the focus on the button", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/artifacts");
  await card(/Maker fair/);
  const up = screen.getByRole("button", { name: "Move up: Maker fair" });
  await user.click(up);
  await vi.waitFor(() => expect(titles().slice(0, 2)).toEqual(["1 Maker fair", "2 Choice boards, unit 3"]));
  await vi.waitFor(() => expect(screen.getByRole("status").textContent).toBe("Maker fair is now number 1."));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Move up: Maker fair" }));
  await user.click(up);
  expect(titles()[0]).toBe("1 Maker fair");
});

test("they can be narrowed to those that serve no criterion, and sorted by title", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/artifacts");
  await user.type(await quickAdd(), "Robot race{Enter}");
  await card(/Robot race/);
  await user.click(screen.getByRole("radio", { name: /^Serves no criterion yet/ }));
  expect(titles()).toEqual(["9 Robot race"]);
  await user.click(screen.getByRole("radio", { name: /^All/ }));
  await user.selectOptions(screen.getByRole("combobox", { name: "Sort by" }), "Title");
  expect(titles()[0]).toBe("1 Choice boards, unit 3");
  expect(screen.queryByRole("button", { name: /^Move/ })).toBeNull();
});

const rows = () => screen.getAllByRole("rowheader").map((header) => header.querySelector("a")?.textContent);

test("as a table, every fact has its heading, and a heading sorts", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/artifacts");
  await card(/Maker fair/);
  await user.click(screen.getByRole("radio", { name: "Table" }));
  const table = screen.getByRole("table");
  expect(within(table).getAllByRole("columnheader").map((header) => header.textContent.trim())).toEqual(
    ["Number ▲", "Title", "State", "Made", "Criteria", "People shown", "Evidence", "To look at"],
  );
  const row = within(screen.getByRole("row", { name: /Maker fair/ }));
  expect(row.getByText("student work")).toBeTruthy();
  expect(row.getByText("Nov 3, 2026")).toBeTruthy();
  expect(row.getByText("S1, S2")).toBeTruthy();
  await expectAccessible();
  const byTitle = within(table).getByRole("button", { name: "Title" });
  await user.click(byTitle);
  expect(rows().slice(0, 2)).toEqual(["Choice boards, unit 3", "Data wall"]);
  expect(screen.getByRole("columnheader", { name: "Title" }).getAttribute("aria-sort")).toBe("ascending");
  expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Sort by" }).value).toBe("title");
  expect(screen.queryByRole("button", { name: /^Move/ })).toBeNull();
});

test("the table stays one, and its rows move too", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/artifacts");
  await card(/Maker fair/);
  await user.click(screen.getByRole("radio", { name: "Table" }));
  const up = screen.getByRole("button", { name: "Move up: Maker fair" });
  await user.click(up);
  await vi.waitFor(() => expect(rows()[0]).toBe("Maker fair"));
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Move up: Maker fair" }));
  window.location.hash = "#/criteria";
  await screen.findByRole("heading", { level: 1, name: "Criteria" });
  window.location.hash = "#/artifacts/data-wall";
  await screen.findByRole("table");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Data wall"));
});

test("a row that was opened at keeps no one else's focus when the list is read anew", async () => {
  listing.look = "table";
  const { workspace } = await openWindow({ open: "unfinished" }, "#/artifacts/data-wall");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Data wall"));
  const line = await quickAdd();
  line.focus();
  await workspace.refresh();
  expect(document.activeElement).toBe(line);
});

test("words, a criterion and a person narrow them, the number is told, and one click shows all again", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/artifacts");
  await card(/Maker fair/);
  await user.click(screen.getByText("Narrow and sort"));
  await user.selectOptions(screen.getByRole("combobox", { name: "Criterion" }), "5b");
  expect(titles()).toEqual(["2 Maker fair", "3 Podcast unit"]);
  expect(screen.getByRole("status").textContent).toBe("2 shown of 8 artifacts");
  expect(screen.getByRole("radio", { name: "All 2" })).toBeTruthy();
  await user.selectOptions(screen.getByRole("combobox", { name: "People shown" }), "S1");
  expect(titles()).toEqual(["2 Maker fair"]);
  await user.type(screen.getByRole("textbox", { name: "Words in the title" }), "podcast");
  expect(screen.getByText("None of your artifacts is like that.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show all again" }));
  expect(titles()).toHaveLength(8);
  expect(document.activeElement?.tagName).toBe("H1");
});

test("files dropped on the list make an artifact and open it", async () => {
  const { backend } = await openWindow({ open: "unfinished", files: ["robot.pdf"] }, "#/artifacts");
  await card(/Maker fair/);
  backend.drop();
  await screen.findByRole("heading", { level: 1, name: "9. robot" });
});

test("a screenshot pasted on the list is an artifact", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts");
  await card(/Maker fair/);
  await pastePicture(document.body, "robot race.png");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("robot race"));
  expect(screen.getByRole("status").textContent).toBe("Added: robot race");
});

test("a portfolio that is only read can't be added to or put in another order", async () => {
  const { backend } = await openWindow({ open: "readonly" }, "#/artifacts");
  await card(/Maker fair/);
  expect(screen.queryByRole("textbox", { name: "Title, thought or link" })).toBeNull();
  expect(screen.queryByRole("button", { name: /^Move/ })).toBeNull();
  const brought = vi.spyOn(backend, "importDropped");
  backend.drop();
  expect(brought).not.toHaveBeenCalled();
});

test("where nothing can be added, nobody is told to add", async () => {
  await openWindow({ open: "readonly" }, "#/artifacts", (backend) => {
    vi.spyOn(backend, "artifacts").mockResolvedValue([]);
  });
  await screen.findByText("There is no artifact in this portfolio yet.");
  expect(screen.queryByRole("heading", { name: "No artifact yet" })).toBeNull();
});

test("what was removed is listed, and comes back", async () => {
  const { workspace, user } = await openWindow({ open: "unfinished" }, "#/artifacts");
  await card(/Maker fair/);
  const title = screen.getByText("Removed");
  await user.click(title);
  expect(await screen.findByText("Nothing was removed.")).toBeTruthy();
  await workspace.change({ kind: "remove-artifact", id: "maker-fair" });
  const row = await screen.findByTestId("removed-row");
  expect(row.textContent).toMatch(/Maker fair[^]*6 files · removed .*2026/);
  expect(screen.queryByRole("heading", { level: 2, name: /Maker fair/ })).toBeNull();
  await expectAccessible();
  await user.click(within(row).getByRole("button", { name: "Put back: Maker fair" }));
  await card(/Maker fair/);
  expect(await screen.findByText("Nothing was removed.")).toBeTruthy();
  await workspace.undo();
  expect(await screen.findByTestId("removed-row")).toBeTruthy();
});
