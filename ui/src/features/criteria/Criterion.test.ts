import { undo } from "@codemirror/commands";
import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { leaveSurface, openCriterion as openPage, pastePicture, prepareWriting, surface } from "../../../tests/writing";

prepareWriting();

const writing = () => within(screen.getByRole("region", { name: "How you meet it" }));
const saved = () => writing().findByText(/^Saved to disk/);
const radio = (name: string) => screen.getByRole<HTMLInputElement>("radio", { name });
const attached = () => screen.getByRole("region", { name: "Attached artifacts" });

test("the paraphrase is the title, with the standard above it and the findings whole", async () => {
  await openPage("3c");
  const title = screen.getByRole("heading", { level: 1 });
  expect(title.textContent.replace(/\s+/g, " ")).toContain("3c Coach students to use tools safely");
  expect(title.getAttribute("tabindex")).toBe("-1");
  expect(screen.getByText("Citizen")).toBeTruthy();
  expect(screen.getByText("Text missing")).toBeTruthy();
  expect(screen.getByText("10 of 25")).toBeTruthy();
  const wrong = screen.getByRole("region", { name: "What is still wrong" });
  const finding = within(wrong).getByTestId("finding-row");
  expect(finding.querySelectorAll("p").length).toBeGreaterThan(1);
  expect(within(finding).queryByRole("link")).toBeNull();
  await expectAccessible();
});

test("a criterion without findings says so", async () => {
  await openPage("1a");
  expect(await screen.findByText("Nothing to mend here")).toBeTruthy();
});

test("what is written is counted at once and saved a second after the last key", async () => {
  const { desk, type } = await openPage("3c");
  type("My **own** words");
  expect(await screen.findByText("Not saved yet")).toBeTruthy();
  expect(screen.getByTestId("words").textContent).toBe("3 words");
  expect(screen.getByText("At least 60 are asked for")).toBeTruthy();
  expect(desk.criterion("3c").text).toBe("");
  expect(await screen.findByText(/^Saved to disk \d/, {}, { timeout: 3000 })).toBeTruthy();
  expect(desk.criterion("3c").text).toBe("My **own** words");
  await screen.findByText("Covered");
});

test("leaving the surface saves, and so does leaving the page", async () => {
  const { desk, type } = await openPage("3c");
  type("first");
  await leaveSurface();
  await saved();
  expect(desk.criterion("3c").text).toBe("first");
  type("second");
  window.location.hash = "#/overview";
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("second"));
});

test("the limit warns and never cuts", async () => {
  const { type, view } = await openPage("3c");
  type("word ".repeat(230));
  // Beside the surface, and said once.
  expect(await screen.findAllByText("20 left of 250")).toHaveLength(2);
  type("word ".repeat(260));
  expect(await screen.findAllByText("10 over the limit of 250")).toHaveLength(2);
  expect(view.state.doc.length).toBe(1300);
});

test("a failed save keeps the text, says so beside it, and can be tried again", async () => {
  const { backend, desk, type, view, user } = await openPage("3c");
  const full = { code: "disk-full", message: "The disk is full.", hint: "Make room, then try again." };
  vi.spyOn(backend, "saveText").mockRejectedValueOnce(full);
  type("kept");
  await leaveSurface();
  expect(await screen.findByText("The disk is full.")).toBeTruthy();
  expect(screen.getByText("Not saved")).toBeTruthy();
  await screen.findByText(/kept aside in .*3c\.md/);
  expect(view.state.doc.toString()).toBe("kept");
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await saved();
  expect(screen.queryByText("The disk is full.")).toBeNull();
  expect(desk.criterion("3c").text).toBe("kept");
});

test("a failed save is tried again when the window is looked at again, and that it worked is said", async () => {
  const { backend, desk, type } = await openPage("3c");
  const full = { code: "disk-full", message: "The disk is full.", hint: "Make room, then try again." };
  const save = vi.spyOn(backend, "saveText").mockRejectedValue(full);
  const keep = vi.spyOn(backend, "keepAside");
  type("kept");
  await leaveSurface();
  await screen.findByText(/kept aside in/);
  await fireEvent.focus(window);
  await vi.waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  await screen.findByText("Not saved");
  expect(keep).toHaveBeenCalledExactlyOnceWith({ kind: "criterion", id: "3c" }, "kept");
  save.mockRestore();
  await fireEvent.focus(window);
  await saved();
  expect(screen.getByText("Saved", { selector: "[role=status]" })).toBeTruthy();
  expect(screen.queryByText(/kept aside/)).toBeNull();
  expect(desk.criterion("3c").text).toBe("kept");
});

test("a refused change is told in sight, each time anew, and can be put away", async () => {
  const { user, backend } = await openPage("3c");
  vi.spyOn(backend, "edit").mockRejectedValue({ code: "x", message: "Not now.", hint: "Later." });
  await user.click(radio("Yes"));
  const first = await screen.findByRole("alert");
  await user.click(radio("Not yet"));
  await vi.waitFor(() => expect(first.isConnected).toBe(false));
  expect(screen.getByRole("alert").textContent).toContain("Not now.");
  await user.click(screen.getByRole("button", { name: "Put this message away" }));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("the text is shown with its marks, and as readers will have it, for as long as the window lives", async () => {
  const { user, backend, type, view } = await openPage("3c");
  type("My **own** words");
  const line = () => view.contentDOM.querySelector(".cm-line")?.textContent;
  expect(line()).toBe("My own words");
  await user.click(radio("Source"));
  await vi.waitFor(() => expect(line()).toBe("My **own** words"));
  vi.spyOn(backend, "reading").mockImplementation(async (text) => `<p>${text} <a href="https://example.org/a">there</a></p>`);
  await user.click(radio("Read"));
  const article = await screen.findByRole("article", { name: "How you meet it" });
  expect(article.textContent).toContain("My **own** words");
  const link = within(article).getByRole("link");
  const click = new MouseEvent("click", { bubbles: true, cancelable: true });
  await fireEvent(link, click);
  expect(click.defaultPrevented).toBe(true);
  expect(screen.getByText(/leads to https:\/\/example.org\/a/)).toBeTruthy();
  const middle = new MouseEvent("auxclick", { bubbles: true, cancelable: true, button: 1 });
  await fireEvent(link, middle);
  expect(middle.defaultPrevented).toBe(true);
  await expectAccessible();
  window.location.hash = "#/criterion/5a";
  await screen.findByText("16 of 25");
  await screen.findByRole("article");
  expect(radio("Read").checked).toBe(true);
  await user.click(radio("Write"));
  expect(screen.queryByRole("article")).toBeNull();
});

test("what could not be saved when the page was left is there again when it is opened", async () => {
  const { backend, desk, type } = await openPage("3c");
  const full = { code: "disk-full", message: "The disk is full.", hint: "Make room, then try again." };
  const save = vi.spyOn(backend, "saveText").mockRejectedValue(full);
  type("kept");
  window.location.hash = "#/overview";
  expect(await screen.findByText("The disk is full.")).toBeTruthy();
  window.location.hash = "#/criterion/3c";
  expect((await surface()).state.doc.toString()).toBe("kept");
  save.mockRestore();
  await leaveSurface();
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("kept"));
});

test("when another program wrote in the same place, both are seen and the writer chooses", async () => {
  const { desk, type, view, user } = await openPage("3c");
  type("mine");
  desk.writeFromOutside("3c", "theirs");
  await leaveSurface();
  expect(await screen.findByText(/Another program changed this text/)).toBeTruthy();
  expect(view.state.doc.toString()).toBe("mine");
  const compare = () => user.click(screen.getByRole("button", { name: "Compare the two" }));
  await compare();
  const dialog = await screen.findByRole("dialog", { name: "Two versions of this text" });
  const place = within(dialog).getByRole("group", { name: "Place 1 of 1" });
  expect([...place.querySelectorAll(".text")].map((text) => text.textContent)).toEqual(["mine", "theirs"]);
  expect(within(place).getByRole<HTMLInputElement>("radio", { name: "Both, mine first" }).checked).toBe(true);
  await expectAccessible();
  await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
  expect(desk.criterion("3c").text).toBe("theirs");
  await compare();
  await user.click(within(place).getByRole("radio", { name: /^Mine/ }));
  await user.click(within(dialog).getByRole("button", { name: "Use what is chosen" }));
  await saved();
  expect(desk.criterion("3c").text).toBe("mine");
  expect(screen.queryByText(/Another program changed this text/)).toBeNull();
});

test("what another program wrote elsewhere in the text is put together with mine, and undo takes back mine alone", async () => {
  const { desk, workspace, view } = await openPage("3c");
  desk.writeFromOutside("3c", "one\n\ntwo");
  await workspace.refresh();
  await vi.waitFor(() => expect(view.state.doc.toString()).toBe("one\n\ntwo"));
  view.dispatch({ changes: { from: 8, insert: " mine" }, selection: { anchor: 13 } });
  desk.writeFromOutside("3c", "one theirs\n\ntwo");
  await leaveSurface();
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("one theirs\n\ntwo mine"));
  expect(view.state.doc.toString()).toBe("one theirs\n\ntwo mine");
  expect(view.state.selection.main.head).toBe(20);
  expect(writing().getByText(/both are put together/)).toBeTruthy();
  undo(view);
  expect(view.state.doc.toString()).toBe("one theirs\n\ntwo");
});

test("words are never saved into another portfolio that was opened meanwhile, and are kept with theirs", async () => {
  const { backend, desk, workspace, type } = await openPage("3c", { open: "unfinished", folder: "complete" });
  type("mine");
  // The program has opened another one, and the window is not told yet.
  const chosen = await backend.chooseFolder();
  await leaveSurface();
  const of = { kind: "criterion", id: "3c" };
  await vi.waitFor(() => expect(backend.aside).toContainEqual({ opening: 1, of, text: "mine" }));
  expect((await writing().findByRole("alert")).textContent).toContain("Another portfolio was opened");
  type("mine, and more");
  if (chosen) void workspace.show(chosen);
  await vi.waitFor(() => expect(backend.aside).toContainEqual({ opening: 1, of, text: "mine, and more" }));
  await vi.waitFor(async () => expect((await surface()).state.doc.toString()).not.toContain("mine"));
  expect(workspace.trouble?.code).toBe("another-open");
  for (const portfolio of [desk, backend.desk]) expect(portfolio.criterion("3c").text).not.toContain("mine");
});

test("another text is taken while nothing is unsaved, and told", async () => {
  const { desk, workspace, view } = await openPage("3c");
  desk.writeFromOutside("3c", "theirs");
  await workspace.refresh();
  await vi.waitFor(() => expect(view.state.doc.toString()).toBe("theirs"));
  expect(screen.getByText(/The text changed on the disk/)).toBeTruthy();
});

test("undo brings the text back that was there", async () => {
  const { workspace, type, view } = await openPage("3c");
  type("words");
  await leaveSurface();
  await saved();
  await workspace.undo();
  await vi.waitFor(() => expect(view.state.doc.toString()).toBe(""));
  expect(writing().queryByText(/^Saved to disk/)).toBeNull();
});

test("a text much like another is named while it is written", async () => {
  const { type, backend } = await openPage("3c");
  vi.spyOn(backend, "similar").mockResolvedValue([{ key: "5a", share: 0.83 }]);
  type("the same again");
  const link = await screen.findByRole("link", { name: "Much like 5a (83%)" }, { timeout: 3000 });
  expect(link.getAttribute("href")).toBe("#/criterion/5a");
});

test("artifacts are attached, given another role and taken off", async () => {
  const { user, desk } = await openPage("3c");
  const keys = () => desk.criterion("3c").row.artifacts.map(({ id, role }) => `${id} ${role}`);
  await user.selectOptions(screen.getByRole("combobox", { name: "Attach an artifact" }), "maker-fair");
  await user.click(screen.getByRole("button", { name: "Attach" }));
  const link = await within(attached()).findByRole("link", { name: /Maker fair/ });
  expect(link.getAttribute("href")).toBe("#/artifact/maker-fair");
  expect(screen.getByText("Attached: Maker fair")).toBeTruthy();
  await user.selectOptions(screen.getByRole("combobox", { name: "Role of Maker fair" }), "Supporting");
  await vi.waitFor(() => expect(keys()).toContain("maker-fair supporting"));
  await user.click(screen.getByRole("button", { name: "Remove: Maker fair" }));
  await vi.waitFor(() => expect(keys().some((key) => key.startsWith("maker-fair"))).toBe(false));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Attached artifacts"));
});

test("status and own judgement are written down at once, and undone", async () => {
  const { user, desk, workspace } = await openPage("3c");
  await user.click(radio("Yes"));
  await vi.waitFor(() => expect(desk.criterion("3c").selfScore).toBe(1));
  await user.click(radio("Drafted"));
  await vi.waitFor(() => expect(desk.criterion("3c").status).toBe("drafted"));
  await workspace.undo();
  await workspace.undo();
  await vi.waitFor(() => expect([radio("Not judged").checked, radio("Open").checked]).toEqual([true, true]));
});

test("what could not be written down does not look chosen", async () => {
  const { user, backend } = await openPage("3c");
  vi.spyOn(backend, "edit").mockRejectedValue({ code: "x", message: "Not now.", hint: "Later." });
  await user.click(radio("Yes"));
  await screen.findByText("Not now.");
  expect(radio("Not judged").checked).toBe(true);
});

test("the own checklist grows, is ticked and shrinks", async () => {
  const { user, desk } = await openPage("3c");
  await user.type(screen.getByRole("textbox", { name: "New line of my checklist" }), "quote Sam{Enter}");
  await user.click(await screen.findByRole("checkbox", { name: "quote Sam" }));
  await vi.waitFor(() => expect(desk.criterion("3c").checklist).toEqual([{ text: "quote Sam", done: true }]));
  await user.click(screen.getByRole("button", { name: "Remove: quote Sam" }));
  await vi.waitFor(() => expect(desk.criterion("3c").checklist).toEqual([]));
});

test("a note and leaving it open on purpose are kept", async () => {
  const { user, desk } = await openPage("3c");
  await user.type(screen.getByRole("textbox", { name: "Private note" }), "ask Kim");
  await user.tab();
  await vi.waitFor(() => expect(desk.criterion("3c").note).toBe("ask Kim"));
  await user.click(screen.getByRole("checkbox", { name: "Leave open on purpose" }));
  await vi.waitFor(() => expect(desk.criterion("3c").emptyOnPurpose).toBe(true));
});

test("a pasted picture becomes evidence of the artifact that is chosen, with its words", async () => {
  const { user, backend, view, desk } = await openPage("3c");
  await pastePicture(view.contentDOM);
  const dialog = within(await screen.findByRole("dialog", { name: "Add this picture" }));
  expect(dialog.getAllByRole("radio").map((one) => one.closest("label")?.textContent)).toEqual([
    "Digital citizenship night",
    "Source detectives",
    "A new artifact, attached here",
  ]);
  await expectAccessible();
  await user.click(dialog.getByRole("radio", { name: "Source detectives" }));
  await user.type(dialog.getByRole("textbox", { name: "Text alternative" }), "A poster");
  await user.click(dialog.getByRole("button", { name: "Add the picture" }));
  await screen.findByText("The picture is evidence of “Source detectives” now.");
  expect((await backend.artifact("source-detectives")).evidence.at(-1)).toMatchObject({ alt: "A poster" });
  expect(desk.criterion("3c").text).toBe("");
});

test("with no artifact attached a new one takes it, which then is; and what is cancelled leaves nothing", async () => {
  const { user, backend, view, desk } = await openPage("4d");
  const brought = vi.spyOn(backend, "importPasted");
  await pastePicture(view.contentDOM);
  await screen.findByText("A new artifact is made of it, and attached here.");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Cancel" }));
  expect(brought).not.toHaveBeenCalled();
  await pastePicture(view.contentDOM, "wall.png");
  await user.click(await screen.findByRole("button", { name: "Add the picture" }));
  await vi.waitFor(() => expect(desk.criterion("4d").row.artifacts.map(({ title }) => title)).toEqual(["wall"]));
});

test("the neighbours are a key away, also from within the writing, which is saved", async () => {
  const { desk, type, view } = await openPage("3c");
  expect(screen.getByRole("link", { name: "Previous: 3b" }).getAttribute("href")).toBe("#/criterion/3b");
  type("on the way");
  await fireEvent.keyDown(view.contentDOM, { key: "PageDown", altKey: true, composed: true });
  await vi.waitFor(() => expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("3d"));
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("on the way"));
  await fireEvent.keyDown(document.body, { key: "PageUp", altKey: true });
  await vi.waitFor(() => expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("3c"));
});

test("the first has no one before it and the last no one after", async () => {
  await openPage("reflection");
  expect(screen.queryByRole("link", { name: /^Previous/ })).toBeNull();
  window.location.hash = "#/criterion/7c";
  await screen.findByText("25 of 25");
  expect(screen.queryByRole("link", { name: /^Next/ })).toBeNull();
});

test("a criterion that is not there is said, with a heading to stand under", async () => {
  await openWindow({ open: "unfinished" }, "#/criterion/9z");
  expect(await screen.findByText(/no longer in the portfolio/)).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1, name: "Criterion" })).toBeTruthy();
});

test("a portfolio for reading shows everything and lets nothing be changed", async () => {
  const { view, user, backend } = await openPage("3c", { open: "readonly" });
  const edit = vi.spyOn(backend, "edit");
  expect(view.state.readOnly).toBe(true);
  const main = within(screen.getByRole("main"));
  const judged = within(screen.getByRole("group", { name: "Would it earn the point?" })).getAllByRole("radio");
  const fields = [...judged, ...main.getAllByRole("checkbox")];
  expect(fields.every((field) => field.getAttribute("aria-disabled") === "true" && !field.matches(":disabled"))).toBe(true);
  await user.click(radio("Yes"));
  expect(radio("Yes").checked).toBe(false);
  expect(main.queryByRole("combobox")).toBeNull();
  expect(screen.getByRole("textbox", { name: "Private note" }).matches(":read-only:not(:disabled)")).toBe(true);
  expect(edit).not.toHaveBeenCalled();
  await expectAccessible();
});
