import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../tests/support";
import type { Finding } from "../backend";

test("on a criterion's page a finding can be marked too, and the focus stays on the page", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/criterion/4d");
  const row = await screen.findByTestId("finding-row");
  expect(within(row).queryByRole("link")).toBeNull();
  await user.click(within(row).getByText(/^Checked, doesn't apply/));
  await user.type(await within(row).findByRole("textbox"), "Left to others.");
  await expectAccessible();
  await user.click(within(row).getByRole("button", { name: "Mark as checked" }));
  await screen.findByText("Nothing to mend here");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("What is still wrong"));
});

test("on an artifact's page a file that is not listed becomes evidence by one button", async () => {
  const file = "artifacts/maker-fair/old/board 2.png";
  const finding: Finding = {
    rule: "evidence-unlisted",
    severity: "recommended",
    subject: { kind: "file", id: null, file, field: null },
    message: "“board 2.png” lies in the folder, but is not listed.",
    hint: "Add it to the list.",
    source: "",
    line: null,
    waivable: true,
  };
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/artifact/maker-fair", (it) => {
    const read = it.artifact.bind(it);
    vi.spyOn(it, "artifact").mockImplementationOnce(async (id) => ({ ...(await read(id)), findings: [finding] }));
  });
  const edit = vi.spyOn(backend, "edit");
  const row = await screen.findByTestId("finding-row");
  await user.click(within(row).getByRole("button", { name: /^Use as evidence/ }));
  expect(edit).toHaveBeenCalledWith({ kind: "list-file", artifact: "maker-fair", file });
  await vi.waitFor(() => expect(screen.getAllByRole("status").at(-1)?.textContent).toBe("It is evidence now."));
  await vi.waitFor(() => expect(screen.queryByText(finding.message)).toBeNull());
  expect(document.activeElement).not.toBe(document.body);
});

test("a change that could not be made leaves the finding, its words and the reason", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/criterion/4d");
  const failure = { code: "disk-full", message: "The disk is full.", hint: "Make room." };
  vi.spyOn(backend, "edit").mockRejectedValueOnce(failure);
  const row = await screen.findByTestId("finding-row");
  await user.click(within(row).getByText(/^Checked, doesn't apply/));
  const reason = await within(row).findByRole("textbox");
  await user.type(reason, "Left to others.");
  await user.click(within(row).getByRole("button", { name: "Mark as checked" }));
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  expect(reason).toHaveProperty("value", "Left to others.");
  expect(within(row).getByRole("button", { name: "Mark as checked" })).toHaveProperty("disabled", false);
});
