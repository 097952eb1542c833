import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { portfolio } from "../../backend/fake-data";

test("the three steps are all in view", async () => {
  await openWindow({ open: "complete" }, "#/submit");
  await screen.findByTestId("pack-button");
  const steps = screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
  expect(steps).toEqual(["Check", "Make the bundle", "Hand in"]);
  await expectAccessible();
});

test("a final bundle is made, verified and shown with all that is needed to hand it in", async () => {
  const { user, backend } = await openWindow({ open: "complete", place: "/home/dana/mine.zip" }, "#/submit");
  await user.click(await screen.findByRole("button", { name: "Make the final bundle" }));
  const result = await screen.findByTestId("pack-result");
  expect(within(result).getByText("Your bundle is made and verified")).toBeTruthy();
  expect(screen.getByTestId("pack-path").textContent).toBe("/home/dana/mine.zip");
  expect(within(result).getByText("118 files, 7.4 MB")).toBeTruthy();
  expect(result.querySelector("code")?.textContent).toHaveLength(64);
  expect(document.activeElement).toBe(within(result).getByRole("heading"));
  await expectAccessible();
  const show = vi.spyOn(backend, "showBundle");
  await user.click(within(result).getByRole("button", { name: "Show in folder" }));
  expect(show).toHaveBeenCalledWith("/home/dana/mine.zip");
  await user.click(within(result).getByRole("button", { name: "Make another" }));
  await screen.findByTestId("pack-button");
});

test("the date is asked for only by those who want another, and sent only then", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const pack = vi.spyOn(backend, "pack");
  await user.click(await screen.findByTestId("pack-button"));
  await user.click(await screen.findByRole("button", { name: "Make another" }));
  await user.type(screen.getByLabelText("Date on the bundle"), "2027-01-10");
  await user.click(screen.getByRole("radio", { name: /Draft/ }));
  await user.click(screen.getByTestId("pack-button"));
  await screen.findByText("Your draft is made and verified");
  expect(pack.mock.calls.map(([request]) => request)).toEqual([
    { draft: false, date: null },
    { draft: true, date: "2027-01-10" },
  ]);
});

test("with something to fix, a draft is offered, and a final one leads to what must be fixed", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/submit");
  expect((await screen.findByTestId("pack-button")).textContent).toContain("Make a draft");
  await user.click(screen.getByRole("radio", { name: /Final/ }));
  expect(screen.queryByTestId("pack-button")).toBeNull();
  expect(screen.getByText(/^3 things must be fixed before/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "See what must be fixed" }).getAttribute("href")).toBe("#/check");
});

test("when the folder changed meanwhile, the refusal lists every reason", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const findings = portfolio("unfinished", "en").findings.filter(({ severity }) => severity === "required");
  vi.spyOn(backend, "pack").mockResolvedValue({ kind: "refused", findings });
  await user.click(await screen.findByTestId("pack-button"));
  const refused = await screen.findByTestId("pack-result");
  expect(within(refused).getAllByTestId("finding-row")).toHaveLength(3);
  expect(document.activeElement?.textContent).toBe("No final bundle was made");
  await expectAccessible();
});

test("progress says how far, can be cancelled, and goes on while another screen is looked at", async () => {
  const { user } = await openWindow({ open: "complete", pace: 5 }, "#/submit");
  await user.click(await screen.findByTestId("pack-button"));
  await screen.findByRole("progressbar", { name: "Writing the bundle" });
  await expectAccessible();
  await user.click(screen.getByRole("link", { name: /^Criteria/ }));
  await screen.findByRole("heading", { level: 1, name: "Criteria" });
  await user.click(screen.getByRole("link", { name: "Submit" }));
  await screen.findByTestId("pack-progress");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await screen.findByText(/No bundle was made, and nothing is left behind/);
});

test("a bundle that failed its verification is not called good", async () => {
  const { user } = await openWindow({ open: "complete", valid: false }, "#/submit");
  await user.click(await screen.findByTestId("pack-button"));
  const result = await screen.findByTestId("pack-result");
  expect(within(result).getByText("The bundle did not pass its verification")).toBeTruthy();
  expect(within(result).queryByText(/made and verified/)).toBeNull();
});

test("a full disk is told in the backend's words, and the question stays", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const failure = { code: "disk-full", message: "The disk is full.", hint: "Nothing was changed. Make room." };
  vi.spyOn(backend, "pack").mockRejectedValueOnce(failure);
  await user.click(await screen.findByTestId("pack-button"));
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  expect(screen.getByTestId("pack-button")).toHaveProperty("disabled", false);
});

test("a folder that can't be shown says so beside the bundle", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  vi.spyOn(backend, "showBundle").mockRejectedValueOnce(new Error("no file manager"));
  await user.click(await screen.findByTestId("pack-button"));
  await user.click(await screen.findByRole("button", { name: "Show in folder" }));
  await screen.findByRole("alert");
  expect(screen.getByTestId("pack-path")).toBeTruthy();
});
