import { screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

async function opened(pace = 0) {
  const window = await openWindow({ open: "complete", files: ["plan.docx", "sheet.pdf", "photo.heic"], pace }, "#/submit");
  await window.workspace.bringIn("drop", null);
  await screen.findByText("2 files have no preview yet");
  return window;
}

test("all previews that can be made here are made in one step that can be taken back", async () => {
  const { user, workspace } = await opened();
  expect(screen.getByText("1 file needs a copy that you make")).toBeTruthy();
  expect(screen.getByText("LibreOffice can make it")).toBeTruthy();
  expect(screen.getByText("you make it")).toBeTruthy();
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Make the previews" }));
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: "Make the previews" })).toBeNull());
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Previews"));
  await expectAccessible();
  await workspace.undo();
  await screen.findByText("2 files have no preview yet");
});

test("which previews were not made, and why, is said", async () => {
  const { user, backend } = await opened();
  const failed = ["Boards", "Boards again"].map((title) => ({ title, file: "sheet.pdf", reason: "it took too long" }));
  vi.spyOn(backend, "makeViewables").mockResolvedValueOnce({ done: null, made: 0, firstPage: false, failed });
  await user.click(screen.getByRole("button", { name: "Make the previews" }));
  const said = (title: string) => `sheet.pdf of “${title}”: none was made, it took too long.`;
  expect((await screen.findByRole("alert")).textContent).toBe(said("Boards") + said("Boards again"));
  await expectAccessible();
});

test("making previews says how far it is and can be stopped", async () => {
  const { user } = await opened(15);
  await user.click(screen.getByRole("button", { name: "Make the previews" }));
  await screen.findByRole("progressbar", { name: "Making previews" });
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Make clean copies" }).disabled).toBe(true);
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await screen.findByText("Stopped. Nothing was made.", { selector: "section p" });
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Make the previews" }).disabled).toBe(false);
  expect(screen.getByText("2 files have no preview yet")).toBeTruthy();
});

test("a portfolio that is only read is offered neither previews nor clean copies", async () => {
  const { workspace } = await opened();
  if (workspace.opened) workspace.opened = { ...workspace.opened, readOnly: "locked" };
  const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });
  await vi.waitFor(() => expect(button("Make the previews").disabled).toBe(true));
  expect(button("Make clean copies").disabled).toBe(true);
});

test("where nothing is missing, that is said", async () => {
  const { backend, workspace } = await opened();
  vi.spyOn(backend, "unshownFiles").mockResolvedValue([]);
  await workspace.refresh();
  await screen.findByText(/^Every file can be opened by everyone/);
});
