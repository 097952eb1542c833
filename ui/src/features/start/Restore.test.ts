import { screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { Fake } from "../../backend/fake";

async function choose(pace?: number) {
  const opened = await openWindow({ open: null, pace });
  if (!(opened.backend instanceof Fake)) throw new Error("no backend in memory");
  await opened.user.click(await screen.findByRole("button", { name: "Restore a backup" }));
  await screen.findByRole("heading", { level: 1, name: "Restore a backup" });
  return { ...opened, fake: opened.backend };
}

test("a package is chosen on the start page, restored and opened", async () => {
  const { user } = await choose();
  await screen.findByText("Benson_ISTE-Portfolio-backup_2026-11-20.zip");
  await screen.findByText("/home/dana/Documents/Benson_ISTE-Portfolio-backup_2026-11-20");
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Restore it" }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
});

test("a damaged package opens nothing and another one can be chosen", async () => {
  const { user, fake, workspace } = await choose();
  fake.refusal = { kind: "refused", findings: [] };
  await user.click(screen.getByRole("button", { name: "Restore it" }));
  await screen.findByText(/^This file is damaged or no package/);
  expect(workspace.opened).toBeNull();
  const again = vi.spyOn(fake, "choosePackage");
  await user.click(screen.getByRole("button", { name: "Choose another file" }));
  expect(again).toHaveBeenCalledOnce();
});

test("restoring can be stopped", async () => {
  const { user } = await choose(20);
  await user.click(screen.getByRole("button", { name: "Restore it" }));
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await screen.findByText("Stopped. Nothing was restored, and nothing was left behind.");
});
