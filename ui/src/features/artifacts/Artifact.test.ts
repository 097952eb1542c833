import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { leaveSurface, pastePicture, prepareWriting, surface, write } from "../../../tests/writing";
import type { Backend, EvidenceItem, ViewablesMade } from "../../backend";
import type { FakeOptions } from "../../backend/fake";
import { today } from "./dates";

prepareWriting();

/** A copy that was tried for too long. */
const failing: ViewablesMade = { done: null, made: 0, firstPage: false, failed: [{ title: "Maker fair", file: "plan.docx", reason: "it took too long" }] };
const FULL = { code: "disk-full", message: "The disk is full.", hint: "Make room." };

const open = async (options: Partial<FakeOptions> = {}, prepare?: (backend: Backend) => void) => {
  const window = await openWindow({ open: "unfinished", ...options }, "#/artifact/maker-fair", prepare);
  await screen.findByRole("heading", { level: 1, name: "2. Maker fair" });
  return window;
};
const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>("textbox", { name });
const status = () => screen.getByRole("status").textContent?.trim();
const section = (name: string) => screen.getByRole("region", { name });
const items = () => within(section("Evidence")).getAllByRole("heading", { level: 3 }).map((heading) => heading.textContent);

test("a field is saved when it is left, and undo brings the old words back", async () => {
  const { user, backend } = await open();
  const edit = vi.spyOn(backend, "edit");
  await user.type(box("For whom"), "Grade 5");
  await user.tab();
  await vi.waitFor(() => expect(status()).toBe("Saved"));
  expect(edit.mock.calls).toEqual([[{ kind: "artifact", id: "maker-fair", set: { audience: "Grade 5" }, was: { audience: "" } }]]);
  await user.click(screen.getByRole("button", { name: "Undo: changing an artifact" }));
  await vi.waitFor(() => expect(box("For whom").value).toBe(""));
  await expectAccessible();
});

test("what is being typed survives that the page is read anew", async () => {
  const { user, workspace } = await open();
  await user.type(box("For whom"), "Grade");
  await workspace.refresh();
  await user.keyboard(" 5");
  expect(box("For whom").value).toBe("Grade 5");
});

test("a change that is refused keeps what was typed", async () => {
  const { user, backend } = await open();
  vi.spyOn(backend, "edit").mockRejectedValueOnce(FULL);
  await user.type(box("What it is"), "A fair");
  await user.tab();
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  await user.click(box("What it is"));
  await user.keyboard("!");
  await user.tab();
  await vi.waitFor(async () => expect((await backend.artifact("maker-fair")).summary).toBe("A fair!"));
});

test("the state is chosen, and a choice that is refused goes back", async () => {
  const { user, backend } = await open();
  const state = screen.getByRole<HTMLSelectElement>("combobox", { name: "State" });
  await user.selectOptions(state, "To make");
  await vi.waitFor(async () => expect((await backend.artifact("maker-fair")).card.state).toBe("planned"));
  vi.spyOn(backend, "edit").mockRejectedValueOnce(FULL);
  await user.selectOptions(state, "Ready");
  await vi.waitFor(() => expect(state.value).toBe("planned"));
});

test("a date that is none is told and not sent", async () => {
  const { user, backend } = await open();
  const edit = vi.spyOn(backend, "edit");
  await user.type(box("Made"), "in spring");
  await user.tab();
  expect((await screen.findByRole("alert")).textContent).toContain("This is no date.");
  expect(edit).not.toHaveBeenCalled();
  await user.clear(box("Made"));
  await user.type(box("Made"), "2026-03");
  await user.tab();
  await vi.waitFor(() => expect(edit).toHaveBeenCalledOnce());
  expect(screen.queryByRole("alert")).toBeNull();
});

test("evidence gets its caption and text alternative, unless it is decorative", async () => {
  const { user, backend } = await open();
  const item = within(screen.getByRole("listitem", { name: "page-1.pdf" }));
  await user.type(item.getByRole("textbox", { name: "Caption" }), "The plan");
  await user.type(item.getByRole("textbox", { name: "Text alternative" }), "A plan of the hall");
  await user.tab();
  const saved = async () => (await backend.artifact("maker-fair")).evidence[0];
  await vi.waitFor(async () => expect(await saved()).toMatchObject({ caption: "The plan", alt: "A plan of the hall" }));
  await user.click(item.getByRole("checkbox", { name: /^Decorative/ }));
  await vi.waitFor(() => expect(item.queryByRole("textbox", { name: "Text alternative" })).toBeNull());
  expect(await saved()).toMatchObject({ decorative: true });
});

test("evidence is removed without a question, and undo brings it back", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "Remove: page-2.pdf" }));
  await vi.waitFor(() => expect(items()).toHaveLength(4));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Evidence"));
  expect(status()).toBe("Removed. Undo brings it back.");
  await user.click(screen.getByRole("button", { name: /^Undo: removing/ }));
  await vi.waitFor(() => expect(items()).toContain("page-2.pdf"));
});

test("a link is added, and ticked off once it was opened", async () => {
  const { user, backend } = await open();
  await user.type(box("Add a link"), "https://example.org/fair{Enter}");
  await user.click(await screen.findByRole("button", { name: "Opened today: https://example.org/fair" }));
  await vi.waitFor(async () => {
    expect((await backend.artifact("maker-fair")).evidence.at(-1)?.checked).toBe(today());
  });
  expect(box("Add a link").value).toBe("");
});

test("files come in from the dialog, and those dropped on the page go into it", async () => {
  const { user, backend } = await open({ files: ["robot.jpg"] });
  await user.click(screen.getByRole("button", { name: "Add files…" }));
  await vi.waitFor(() => expect(items()).toHaveLength(6));
  backend.drop();
  await vi.waitFor(() => expect(items()).toHaveLength(7));
  expect(window.location.hash).toBe("#/artifact/maker-fair");
  await vi.waitFor(() => expect(status()).toContain("Files added."));
});

test("a screenshot pasted on the page is evidence, and one pasted into the reflection after a question", async () => {
  const { user, backend } = await open();
  await pastePicture(document.body);
  await vi.waitFor(() => expect(items()).toHaveLength(6));
  expect(status()).toBe("Files added.");
  await pastePicture((await surface()).contentDOM);
  const dialog = within(await screen.findByRole("dialog", { name: "Add this picture" }));
  expect(dialog.queryByRole("radio")).toBeNull();
  await user.type(dialog.getByRole("textbox", { name: "Text alternative" }), "A hall");
  await user.click(dialog.getByRole("button", { name: "Add the picture" }));
  await vi.waitFor(() => expect(items()).toHaveLength(7));
  await vi.waitFor(async () => expect((await backend.artifact("maker-fair")).evidence.at(-1)?.alt).toBe("A hall"));
});

test("a missing file, a pointer and files that are no evidence are told plainly", async () => {
  const { user, backend } = await open({}, (backend) => {
    const read = backend.artifact.bind(backend);
    vi.spyOn(backend, "artifact").mockImplementation(async (id) => {
      const page = await read(id);
      const [one, two, ...rest] = page.evidence as [EvidenceItem, EvidenceItem, ...EvidenceItem[]];
      const evidence = [{ ...one, missing: true, bytes: null }, { ...two, name: "plan.gdoc", kind: "pointer" as const }, ...rest];
      return { ...page, evidence, unlisted: ["artifacts/maker-fair/left.pdf"] };
    });
  });
  expect(within(screen.getByRole("listitem", { name: "page-1.pdf" })).getByText("This file is missing")).toBeTruthy();
  expect(within(screen.getByRole("listitem", { name: "plan.gdoc" })).getByText(/File → Download as PDF/)).toBeTruthy();
  await expectAccessible();
  const edit = vi.spyOn(backend, "edit");
  await user.click(screen.getByRole("button", { name: "Use as evidence: left.pdf" }));
  expect(edit).toHaveBeenCalledWith({ kind: "list-file", artifact: "maker-fair", file: "artifacts/maker-fair/left.pdf" });
});

test("a person is a row that is kept once it says who", async () => {
  const { user, backend } = await open();
  const edit = vi.spyOn(backend, "edit");
  const people = within(section("People shown"));
  await user.click(people.getByRole("button", { name: "Add: Person" }));
  const who = people.getByRole("textbox", { name: "Who (a label)" });
  expect(document.activeElement).toBe(who);
  await user.selectOptions(people.getByRole("combobox", { name: "Consent" }), "Given");
  expect(edit).not.toHaveBeenCalled();
  await user.type(who, "S3");
  await user.tab();
  const saved = async () => (await backend.artifact("maker-fair")).people;
  await vi.waitFor(async () => expect(await saved()).toMatchObject([{ who: "S3", consent: "given", shownIn: [] }]));
  await user.click(people.getByRole("checkbox", { name: "page-1.pdf" }));
  await vi.waitFor(async () => expect(await saved()).toMatchObject([{ who: "S3", shownIn: ["item-1"] }]));
  await expectAccessible();
  await user.click(people.getByRole("button", { name: "Remove: Person 1" }));
  await vi.waitFor(async () => expect(await saved()).toEqual([]));
  await vi.waitFor(() => expect(document.activeElement).toBe(people.getByRole("button", { name: "Add: Person" })));
});

test("two changes of rows in a row don't overwrite each other", async () => {
  const { user, backend } = await open();
  const rights = within(section("Other people's material"));
  await user.click(rights.getByRole("button", { name: "Add: Material" }));
  await user.keyboard("A song{Tab}A web site{Tab}CC BY{Tab}");
  await vi.waitFor(async () => {
    const saved = [{ what: "A song", source: "A web site", licence: "CC BY" }];
    expect((await backend.artifact("maker-fair")).rights).toEqual(saved);
  });
});

test("a label that could not be saved never turns up at the next person", async () => {
  const { user, backend, workspace } = await open();
  const line = { shownIn: [], consent: "given" as const, until: "", note: "" };
  const two = [{ who: "S1", ...line }, { who: "S2", ...line }];
  await workspace.change({ kind: "artifact", id: "maker-fair", set: { people: two } });
  const people = within(section("People shown"));
  const labels = () => people.getAllByRole<HTMLInputElement>("textbox").map(({ value }) => value);
  await vi.waitFor(() => expect(labels()).toEqual(["S1", "S2"]));
  vi.spyOn(backend, "edit").mockRejectedValueOnce(FULL);
  await user.type(people.getAllByRole("textbox")[0] as HTMLElement, "7{Tab}");
  await screen.findByRole("alert");
  expect(labels()).toEqual(["S17", "S2"]);
  // The click leaves no field, so nothing is tried again before the row goes.
  await user.click(people.getByRole("button", { name: "Remove: Person 1" }));
  await vi.waitFor(() => expect(labels()).toEqual(["S2"]));
  expect((await backend.artifact("maker-fair")).people).toMatchObject([{ who: "S2" }]);
});

test("co-makers and what is to be covered are lines too", async () => {
  const { user, backend } = await open();
  await user.click(screen.getByRole("button", { name: "Add: Task" }));
  await user.keyboard("Face in the door{Tab}");
  await user.click(screen.getByRole("button", { name: "Add: Co-maker" }));
  await user.keyboard("Ms. Quill{Tab}a colleague{Tab}");
  await vi.waitFor(async () => {
    expect(await backend.artifact("maker-fair")).toMatchObject({
      redact: ["Face in the door"],
      makers: [{ name: "Ms. Quill", shownAs: "a colleague", part: "" }],
    });
  });
});

test("who made another artifact with me is one click away", async () => {
  const { user, backend, workspace } = await open();
  const maker = { name: "Ms. Quill", shownAs: "a colleague", part: "the slides" };
  await workspace.change({ kind: "artifact", id: "data-wall", set: { makers: [maker] } });
  await user.click(screen.getByText("People from your other artifacts"));
  await user.click(await screen.findByRole("button", { name: /^Add Ms. Quill/ }));
  await vi.waitFor(async () => expect((await backend.artifact("maker-fair")).makers).toEqual([maker]));
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: /^Add Ms. Quill/ })).toBeNull());
  expect(status()).toBe("Added: Ms. Quill");
});

test("the reflection is saved a second after the last key and says so only then", async () => {
  const { backend } = await open();
  const save = vi.spyOn(backend, "saveText");
  const view = await surface();
  write(view, "It worked.");
  await screen.findByText("Not saved yet");
  await within(section("Reflection")).findByText(/^Saved to disk/);
  expect(save).toHaveBeenCalledExactlyOnceWith({ kind: "artifact", id: "maker-fair" }, "It worked.", "of ");
  write(view, "It worked. Well.");
  await leaveSurface();
  await vi.waitFor(async () => expect((await backend.artifact("maker-fair")).text).toBe("It worked. Well."));
  await vi.waitFor(() => expect(status()).toMatch(/^Saved to disk/));
});

test("a reflection that could not be saved stays, and is saved on the next try", async () => {
  const { user, backend } = await open();
  vi.spyOn(backend, "saveText").mockRejectedValueOnce(FULL);
  write(await surface(), "It worked.");
  await leaveSurface();
  const note = within(await screen.findByRole("alert"));
  const reflection = within(section("Reflection"));
  expect(reflection.getByText("Not saved")).toBeTruthy();
  await note.findByText(/kept aside in .*maker-fair\.md/);
  await user.click(note.getByRole("button", { name: "Try again" }));
  await reflection.findByText(/^Saved to disk/);
  expect((await backend.artifact("maker-fair")).text).toBe("It worked.");
});

test("leaving the page takes the reflection along to the disk", async () => {
  const { backend } = await open();
  write(await surface(), "It worked.");
  window.location.hash = "#/artifacts";
  await vi.waitFor(async () => expect((await backend.artifact("maker-fair")).text).toBe("It worked."));
});

test("its criteria and findings are there", async () => {
  await open();
  const serves = within(section("Criteria it stands for")).getAllByRole("link");
  expect(serves.map((link) => [link.textContent, link.getAttribute("href")])).toContainEqual(["6c", "#/criterion/6c"]);
  expect(section("What to look at").textContent).toContain("Record the consent you hold.");
});

test("moved to the trash, it leaves the list and comes back with undo", async () => {
  const { user } = await open();
  await user.click(screen.getByRole("button", { name: "Move to trash" }));
  await screen.findByRole("heading", { level: 1, name: "Artifacts" });
  expect(screen.queryByRole("heading", { level: 2, name: /Maker fair/ })).toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
  expect(status()).toBe("Moved to the trash: Maker fair. Undo brings it back.");
  await user.click(screen.getByRole("button", { name: /^Undo: removing an artifact/ }));
  await screen.findByRole("heading", { level: 2, name: /Maker fair/ });
});

test("a portfolio that is only read shows everything, lets it be focused and changes nothing", async () => {
  const { user, backend } = await open({ open: "readonly" });
  const edit = vi.spyOn(backend, "edit");
  const view = await surface();
  expect(view.state.readOnly).toBe(true);
  const main = within(screen.getByRole("main"));
  const fields = main.getAllByRole("textbox").filter((field) => field.matches("input, textarea"));
  expect(fields.length).toBeGreaterThan(9);
  expect(fields.filter((field) => !field.matches("[readonly]:not(:disabled)"))).toEqual([]);
  expect(box("State").value).toBe("Ready");
  box("For whom").focus();
  expect(document.activeElement).toBe(box("For whom"));
  const decorative = screen.getAllByRole<HTMLInputElement>("checkbox", { name: /^Decorative/ })[0] as HTMLInputElement;
  await user.click(decorative);
  expect(decorative.checked).toBe(false);
  const changing = main.getAllByRole("button").filter((button) => !button.closest("[role=toolbar]"));
  const enabled = changing.filter((button) => !button.matches(":disabled"));
  expect(enabled.map(({ textContent }) => textContent)).toEqual(["Earlier versions"]);
  expect(items()).toHaveLength(5);
  expect(edit).not.toHaveBeenCalled();
  await expectAccessible();
});

test("a file that not everyone can open gets a copy, and undo takes it back", async () => {
  const { user } = await open({ files: ["plan.docx"] });
  await user.click(screen.getByRole("button", { name: "Add files…" }));
  expect(await screen.findByText("Not everyone has the program that opens this file.")).toBeTruthy();
  expect(screen.getByText(/^Made by LibreOffice on this computer/)).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Make a copy that everyone can open: plan.docx" }));
  await vi.waitFor(() => expect(status()).toBe("The copy lies beside the original now"));
  expect(document.activeElement?.textContent).toBe("plan.docx");
  expect(screen.queryByRole("button", { name: /^Make a copy that everyone/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Undo: the copy that everyone can open" }));
  await screen.findByRole("button", { name: "Make a copy that everyone can open: plan.docx" });
});

test("what stands beside evidence is named, and can be taken off it", async () => {
  const { user } = await open({ files: ["plan.docx"] });
  await user.click(screen.getByRole("button", { name: "Add files…" }));
  await user.click(await screen.findByRole("button", { name: "Make a copy that everyone can open: plan.docx" }));
  await screen.findByText(/^Copy that everyone can open: item-\d+\.viewable\.pdf$/);
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: /^Remove: item-\d+\.viewable\.pdf$/ }));
  await screen.findByRole("button", { name: "Make a copy that everyone can open: plan.docx" });
  expect(document.activeElement?.textContent).toBe("plan.docx");
  expect(status()).toBe("Removed. Undo brings it back.");
  await user.click(screen.getByRole("button", { name: "Undo: removing what stands with evidence" }));
  await screen.findByText(/^Copy that everyone can open:/);
});

test("where no copy was made, the page says why and what to do instead", async () => {
  const { user, backend } = await open({ files: ["plan.docx"] });
  await user.click(screen.getByRole("button", { name: "Add files…" }));
  vi.spyOn(backend, "makeViewables").mockResolvedValueOnce(failing);
  await user.click(await screen.findByRole("button", { name: "Make a copy that everyone can open: plan.docx" }));
  expect((await screen.findByRole("alert")).textContent).toBe("No copy was made: it took too long.");
  expect(screen.getByText(/save it as PDF\. 2\. Add that file here/)).toBeTruthy();
});

test("making a copy can be stopped, and then nothing is said to have failed", async () => {
  const { user, backend, workspace } = await open({ files: ["plan.docx"] });
  await user.click(screen.getByRole("button", { name: "Add files…" }));
  let stop = (): void => {};
  const stopped = new Promise<ViewablesMade>((resolve) => (stop = () => resolve({ ...failing, failed: [] })));
  vi.spyOn(backend, "makeViewables").mockReturnValueOnce(stopped);
  vi.spyOn(backend, "cancelPack").mockImplementationOnce(async () => stop());
  await user.click(await screen.findByRole("button", { name: "Make a copy that everyone can open: plan.docx" }));
  expect(workspace.copied?.artifact).toBe("maker-fair");
  await user.click(await screen.findByRole("button", { name: "Cancel: plan.docx" }));
  await vi.waitFor(() => expect(status()).toBe("Stopped. Nothing was made."));
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByRole("button", { name: "Cancel: plan.docx" })).toBeNull();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Make a copy that everyone/ }).disabled).toBe(false);
});

test("a document without a picture gets one, and the page says why where it does not", async () => {
  const { user, backend } = await open({ files: ["sheet.pdf"] });
  await user.click(screen.getByRole("button", { name: "Add files…" }));
  const make = { name: "Make a preview picture: sheet.pdf" };
  const making = vi.spyOn(backend, "makeViewables").mockResolvedValueOnce(failing);
  await user.click(await screen.findByRole("button", make));
  expect((await screen.findByRole("alert")).textContent).toBe("No picture was made: it took too long. The file is shown without one.");
  expect(screen.queryByRole("button", { name: /^Add the copy/ })).toBeNull();
  await expectAccessible();
  making.mockRestore();
  await user.click(screen.getByRole("button", make));
  await vi.waitFor(() => expect(status()).toBe("Reviewers now see the picture before they open the file"));
  expect(screen.queryByRole("button", make)).toBeNull();
});

test("where nothing on this computer can make one, two steps lead to a copy", async () => {
  const { user, backend } = await open({ files: ["photo.heic"] });
  await user.click(screen.getByRole("button", { name: "Add files…" }));
  expect(await screen.findByText(/save it as JPEG or PNG\. 2\. Add that file here/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Make a copy that everyone/ })).toBeNull();
  const add = vi.spyOn(backend, "addViewable");
  await user.click(screen.getByRole("button", { name: "Add the copy: photo.heic" }));
  await vi.waitFor(() => expect(status()).toBe("The copy was added"));
  expect(add.mock.calls[0]?.[0]).toBe("maker-fair");
});
