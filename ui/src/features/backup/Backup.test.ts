import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { Fake } from "../../backend/fake";
import type { LastBackup } from "../../backend";

const LAST: LastBackup = {
  path: "/media/stick/old.zip",
  made: "2026-10-02T18:00:00Z",
  files: 90,
  bytes: 20_000_000,
  tried: null,
  there: true,
};

async function open(address = "#/backup", prepare: (fake: Fake) => void = () => {}, pace?: number) {
  const opened = await openWindow({ open: "unfinished", pace }, address, (backend) => {
    if (backend instanceof Fake) prepare(backend);
  });
  if (!(opened.backend instanceof Fake)) throw new Error("no backend in memory");
  return { ...opened, fake: opened.backend };
}

test("a first backup is made, tried, and said to be good", async () => {
  const { user, fake } = await open("#/backup", (fake) => (fake.skipped = ["link to elsewhere"]));
  await screen.findByRole("heading", { name: "There is no backup of this portfolio yet." });
  expect(screen.queryByRole("button", { name: "Try the backup" })).toBeNull();
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Back up now" }));
  await screen.findByText("The backup is made and verified.");
  await screen.findByText("link to elsewhere");
  await screen.findByText("Nothing has changed since");
  await user.click(await screen.findByRole("button", { name: "Try the backup" }));
  await screen.findByText(/^Everything in the backup came back. 118 files/);
  await screen.findByText(/^Tried on /);
  fake.rehearsed = { kind: "damaged", findings: [] };
  await user.click(screen.getByRole("button", { name: "Try the backup" }));
  await screen.findByText(/^This backup is damaged/);
  await expectAccessible();
});

test("what is not in a backup as it is now is listed", async () => {
  const { user, fake } = await open("#/backup", (fake) => Object.assign(fake.safety, { last: { ...LAST }, changedSince: true }));
  fake.rehearsed = {
    kind: "held",
    same: 1,
    apart: [
      { path: "criteria/5a.md", how: "changed" },
      { path: "criteria/6a.md", how: "new" },
      { path: "reflection.md", how: "gone" },
    ],
  };
  await screen.findByText("You have written since");
  await user.click(screen.getByRole("button", { name: "Try the backup" }));
  const rows = within((await screen.findByText("criteria/5a.md")).closest("ul") as HTMLElement).getAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    "criteria/5a.md changed since",
    "criteria/6a.md new since",
    "reflection.md only in the backup",
  ]);
});

test("a backup can be stopped, and a stick that is not there is said", async () => {
  const { user } = await open("#/backup", (fake) => (fake.safety.last = { ...LAST, there: false }), 20);
  await screen.findByText(/^It is not at its place now/);
  await user.click(screen.getByRole("button", { name: "Back up now" }));
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await screen.findByText("Stopped. No backup was made, and nothing was left behind.");
  await user.click(screen.getByRole("button", { name: "Save somewhere else" }));
  await screen.findByText("/media/stick/backup.zip");
});

test("what all takes on the disk is said, and that it is nearly full before it is", async () => {
  await open("#/backup", ({ safety: { disk } }) => Object.assign(disk, { free: 400_000_000, tight: true }));
  const disk = within(await screen.findByRole("region", { name: "What it takes on the disk" }));
  disk.getByText("This disk is nearly full");
  expect(disk.getAllByRole("definition").map((one) => one.textContent)).toEqual(["23.5 MB", "182.3 kB", "2.4 MB", "7.4 MB", "400 MB"]);
});

test("the disk where the app keeps its own files is told apart from the portfolio's", async () => {
  await open("#/overview", ({ safety: { disk } }) => Object.assign(disk, { own: 300_000_000 }));
  const part = within(await screen.findByRole("region", { name: "Keep it safe" }));
  part.getByText("The disk with Artifolio's own files is nearly full");
  part.getByText(/^300 MB are free there\./);
  expect(part.queryByText("This disk is nearly full")).toBeNull();
});

test("Overview reminds, and can be told to wait", async () => {
  const { user } = await open("#/overview", ({ safety }) => Object.assign(safety, { last: { ...LAST }, changedSince: true, remind: true }));
  const part = within(await screen.findByRole("region", { name: "Keep it safe" }));
  part.getByText("Your last backup is from October 2, 2026, and you have written since.");
  expect(part.getByRole("link", { name: "Back up now" }).getAttribute("href")).toBe("#/backup");
  await user.click(part.getByRole("button", { name: "Remind me in a week" }));
  await vi.waitFor(() => expect(screen.queryByRole("region", { name: "Keep it safe" })).toBeNull());
});

test("a transfer file is made with a passphrase given twice, and taken in with it", async () => {
  const { user, fake } = await open();
  await user.click(screen.getByRole("button", { name: "Make a transfer file" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.type(dialog.getByLabelText("Passphrase"), "correct horse");
  await user.type(dialog.getByLabelText("The same passphrase again"), "correct hors");
  await user.click(dialog.getByRole("button", { name: "Choose the file" }));
  await dialog.findByText("The two are not the same.");
  expect(document.activeElement).toBe(dialog.getByLabelText("The same passphrase again"));
  await expectAccessible();
  await user.keyboard("e");
  await user.click(dialog.getByRole("button", { name: "Choose the file" }));
  await screen.findByText("The transfer file is made: /media/stick/Artifolio.artifolio-transfer");
  await user.click(screen.getByRole("button", { name: "Take in a transfer file" }));
  const again = within(await screen.findByRole("dialog"));
  expect((again.getByLabelText("Passphrase") as HTMLInputElement).value).toBe("");
  await user.type(again.getByLabelText("Passphrase"), "correct horse");
  await user.click(again.getByRole("button", { name: "Choose the file" }));
  await screen.findByText("Taken in. Names and settings are here now.");
  expect(fake.passphrases).toEqual(["correct horse", "correct horse"]);
});
