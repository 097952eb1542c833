import { undo } from "@codemirror/commands";
import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { Fake } from "../../backend/fake";
import { expectAccessible } from "../../../tests/support";
import { leaveSurface, openCriterion as openPage, prepareWriting, surface } from "../../../tests/writing";

prepareWriting();

test("an earlier version is seen beside the text, comes back, and undo takes that back", async () => {
  const { desk, type, view, user } = await openPage("3c");
  const openHistory = () => user.click(screen.getByRole("button", { name: "Earlier versions" }));
  const history = () => screen.findByRole("dialog", { name: "Earlier versions of this text" });
  await openHistory();
  expect(await within(await history()).findByText(/Nothing earlier is kept yet/)).toBeTruthy();
  await user.click(within(await history()).getByRole("button", { name: "Close" }));
  for (const text of ["My students wrote.", "My pupils wrote."]) {
    type(text);
    await leaveSurface();
    await vi.waitFor(() => expect(desk.criterion("3c").text).toBe(text));
  }
  await openHistory();
  const version = await within(await history()).findByRole<HTMLInputElement>("radio", { name: /2026.*saved$/ });
  expect(version.checked).toBe(true);
  const beside = screen.getByRole("region", { name: "This version, beside the text as it is now" });
  const words = (tag: string) => [...beside.querySelectorAll(tag)].map(({ textContent }) => textContent);
  expect(words("del")).toEqual(["only in this version: students end."]);
  expect(words("ins")).toEqual(["only in the text now: pupils end."]);
  await expectAccessible();
  // What is still unsaved is kept before it makes way.
  type("My pupils wrote more.");
  await user.click(within(await history()).getByRole("button", { name: "Put this version back" }));
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("My students wrote."));
  expect(desk.earlierTexts({ kind: "criterion", id: "3c" }).map(({ text }) => text)).toContain("My pupils wrote more.");
  expect(view.state.doc.toString()).toBe("My students wrote.");
  undo(view);
  expect(view.state.doc.toString()).toBe("My pupils wrote more.");
});

test("an earlier version does not come while words cannot be saved", async () => {
  const { backend, desk, type, view, user } = await openPage("3c");
  for (const text of ["first", "second"]) {
    type(text);
    await leaveSurface();
    await vi.waitFor(() => expect(desk.criterion("3c").text).toBe(text));
  }
  await user.click(screen.getByRole("button", { name: "Earlier versions" }));
  const dialog = await screen.findByRole("dialog", { name: "Earlier versions of this text" });
  const use = await within(dialog).findByRole("button", { name: "Put this version back" });
  vi.spyOn(backend, "saveText").mockRejectedValue({ code: "disk-full", message: "The disk is full.", hint: "Make room." });
  type("unsaved");
  await user.click(use);
  await screen.findByText("The disk is full.");
  expect(view.state.doc.toString()).toBe("unsaved");
});

test("the side of a conflict that was not chosen is among the earlier versions", async () => {
  const { desk, type, user } = await openPage("3c");
  type("mine");
  desk.writeFromOutside("3c", "theirs");
  await leaveSurface();
  await user.click(await screen.findByRole("button", { name: "Compare the two" }));
  const dialog = await screen.findByRole("dialog", { name: "Two versions of this text" });
  await user.click(within(dialog).getByRole("radio", { name: "The other version" }));
  await user.click(within(dialog).getByRole("button", { name: "Use what is chosen" }));
  const mine = expect.objectContaining({ text: "mine", origin: "conflict" });
  await vi.waitFor(() => expect(desk.earlierTexts({ kind: "criterion", id: "3c" })).toContainEqual(mine));
  expect(desk.criterion("3c").text).toBe("theirs");
});

test("what another program writes is on the screen when it is told of", async () => {
  const { backend, desk, view, type } = await openPage("3c");
  type("mine");
  await leaveSurface();
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("mine"));
  desk.writeFromOutside("3c", "theirs");
  (backend as Fake).changed();
  await vi.waitFor(() => expect(view.state.doc.toString()).toBe("theirs"));
  await screen.findByText("The text changed on the disk; the page now shows it.");
});

test("a text that another program emptied stays on the screen until the writer has decided", async () => {
  const { backend, desk, workspace, view, type, user } = await openPage("3c");
  type("mine");
  await leaveSurface();
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("mine"));
  desk.writeFromOutside("3c", "");
  (backend as Fake).changed();
  await screen.findByText(/Another program has emptied this text/);
  expect([view.state.doc.toString(), desk.criterion("3c").text]).toEqual(["mine", ""]);
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Put the text back" }));
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("mine"));
  expect(screen.queryByText(/has emptied this text/)).toBeNull();

  // Also when it was emptied while the page was closed.
  window.location.hash = "#/overview";
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  desk.writeFromOutside("3c", "");
  await workspace.refresh();
  window.location.hash = "#/criterion/3c";
  await screen.findByText(/Another program has emptied this text/);
  expect((await surface()).state.doc.toString()).toBe("mine");
  await user.click(screen.getByRole("button", { name: "Leave it empty" }));
  await vi.waitFor(async () => expect((await surface()).state.doc.toString()).toBe(""));
  await vi.waitFor(() => expect(desk.criterion("3c").past.emptied).toBeNull());
});

test("words that were not saved when the program ended are offered, and the writer may leave the text as it is", async () => {
  const { desk, workspace, user } = await openPage("3c");
  desk.crashed("3c", "almost lost");
  await workspace.refresh();
  await screen.findByText(/were not saved when the program ended/);
  await user.click(screen.getByRole("button", { name: "Compare with the text" }));
  const dialog = await screen.findByRole("dialog", { name: "Earlier versions of this text" });
  expect(await within(dialog).findByRole("radio", { name: /not saved when the program ended/, checked: true })).toBeTruthy();
  await expectAccessible();
  await user.click(within(dialog).getByRole("button", { name: "Close" }));
  await user.click(screen.getByRole("button", { name: "Leave the text as it is" }));
  await vi.waitFor(() => expect(screen.queryByText(/were not saved when the program ended/)).toBeNull());

  desk.crashed("3c", "almost lost again");
  await workspace.refresh();
  await user.click(await screen.findByRole("button", { name: "Compare with the text" }));
  await user.click(await within(dialog).findByRole("button", { name: "Put this version back" }));
  await vi.waitFor(() => expect(desk.criterion("3c").text).toBe("almost lost again"));
  await vi.waitFor(() => expect(screen.queryByText(/were not saved when the program ended/)).toBeNull());
});
