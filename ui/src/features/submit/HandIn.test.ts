import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

async function handIn() {
  const view = await openWindow({ open: "complete" }, "#/submit");
  await view.user.click(await screen.findByText("Files and their addresses"));
  return view;
}

/** The group of one file. */
const file = (name: string) => screen.getByRole("listitem", { name });

test("the files are laid out, and the folder is shown only once it is there", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const lay = within(await screen.findByTestId("lay-out"));
  expect(lay.getByText("/home/dana/Documents/Benson_ISTE-Portfolio_to-upload")).toBeTruthy();
  expect(lay.queryByRole("button", { name: "Open the folder" })).toBeNull();
  await user.click(lay.getByRole("button", { name: "Choose another folder" }));
  await screen.findByText("/media/stick/to-upload");
  await user.click(screen.getByRole("button", { name: "Lay the files out" }));
  const laid = await screen.findByTestId("laid-out");
  expect(within(laid).getByText("The files lie in the folder")).toBeTruthy();
  expect(within(laid).getByText("Not of this portfolio, left alone: notes.txt")).toBeTruthy();
  const show = vi.spyOn(backend, "showHandIn");
  await user.click(await screen.findByRole("button", { name: "Open the folder" }));
  expect(show).toHaveBeenCalledOnce();
  expect(screen.getByRole("button", { name: "Lay them out again" })).toBeTruthy();
  await expectAccessible();
});

test("a pasted list gives addresses, and what it does not give stays to be mended", async () => {
  const { user } = await handIn();
  await user.click(screen.getByLabelText("Paste a list of addresses"));
  await user.paste("Benson_Artifact1_1.png https://d.example/1\nSomebody.png https://d.example/2");
  await user.click(screen.getByRole("button", { name: "Take the addresses" }));
  const list = screen.getByTestId("hand-in-list");
  await within(list).findByText("One address was taken.");
  expect(within(list).getByRole("listitem").textContent).toContain("Somebody.png https://d.example/2 names no file of yours");
  expect(screen.getByLabelText<HTMLTextAreaElement>("Paste a list of addresses").value).toBe("Somebody.png https://d.example/2");
  await screen.findByText("1 of 4 addresses known");
  expect(screen.getByLabelText<HTMLInputElement>("Address of Benson_Artifact1_1.png").value).toBe("https://d.example/1");
  await expectAccessible();
});

test("an address that is none is told beside its field and not sent", async () => {
  const { user, backend } = await handIn();
  const edit = vi.spyOn(backend, "editHandIn");
  await user.type(screen.getByLabelText("Address of Benson_Artifact2.mp4"), "drive/creek");
  await user.tab();
  expect(await within(file("Benson_Artifact2.mp4")).findByRole("alert")).toBeTruthy();
  expect(edit).not.toHaveBeenCalled();
});

test("only what has an address can be opened, and a tick is written down", async () => {
  const { user, backend } = await handIn();
  const opened = () => within(file("Benson_Artifact2.mp4")).getByLabelText<HTMLInputElement>("Opened from a signed-out browser");
  expect(opened().disabled).toBe(true);
  await user.type(screen.getByLabelText("Address of Benson_Artifact2.mp4"), "https://d.example/creek");
  await user.tab();
  await waitFor(() => expect(opened().disabled).toBe(false));
  await user.click(within(file("Benson_Artifact2.mp4")).getByRole("button", { name: "Open the address" }));
  expect(backend.visited).toEqual(["Benson_Artifact2.mp4"]);
  await user.click(opened());
  await user.click(within(file("Benson_Artifact2.mp4")).getByLabelText("Uploaded"));
  await waitFor(() => expect(backend.upload.files[2]).toMatchObject({ uploaded: true, opened: true }));
});

test("a tick that cannot be written down is taken back", async () => {
  const { user, backend } = await handIn();
  vi.spyOn(backend, "editHandIn").mockRejectedValueOnce(new Error("no"));
  const box = within(file("Benson_Artifact2.mp4")).getByLabelText<HTMLInputElement>("Uploaded");
  await user.click(box);
  await waitFor(() => expect(box.checked).toBe(false));
});

test("with every address the map is written with these links", async () => {
  const { user, backend, workspace } = await openWindow({ open: "complete" }, "#/submit");
  backend.upload.files.forEach((one, index) => Object.assign(one, { address: `https://d.example/${index}`, changed: index === 0 }));
  await workspace.refresh();
  await user.click(await screen.findByText("Files and their addresses"));
  await user.click(await screen.findByRole("button", { name: "Write the map with these links" }));
  const laid = await screen.findByTestId("laid-out");
  expect(laid.textContent).toContain("The map with these links lies in the folder: Word, web page and table");
  expect(screen.getByText("Changed since you uploaded it")).toBeTruthy();
  expect(within(file("Benson_Alignment-Map.docx")).queryByRole("textbox")).toBeNull();
  await expectAccessible();
});

test("a row of the map is copied as text", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const copy = vi.spyOn(backend, "copy");
  await user.click(await screen.findByText("Rows of the map as plain text"));
  const row = await screen.findByText("1a", { selector: "li > span" , exact: false });
  await user.click(within(row.parentElement ?? row).getByRole("button", { name: /^Copy this row/ }));
  await waitFor(() => expect(copy).toHaveBeenCalledWith("Criterion: 1a\n"));
});

test("portal, folder and the last day are kept", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  await user.click(await screen.findByText("Portal and access"));
  await user.type(screen.getByLabelText("Address of the portal"), "https://portal.example/");
  await user.type(screen.getByLabelText("Address of the shared folder"), "https://d.example/folder");
  await user.type(screen.getByLabelText("Everyone can open the links until"), "2027-06-30");
  await user.tab();
  await waitFor(() => expect(backend.upload).toMatchObject({
    portal: "https://portal.example/", folder: "https://d.example/folder", accessUntil: "2027-06-30",
  }));
  await user.click(await screen.findByRole("button", { name: "Open the portal" }));
  expect(backend.visited).toEqual(["https://portal.example/"]);
});
