import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

test("what brings most in the time there is comes first, with its reason, and others to choose from", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/overview");
  const asked = vi.spyOn(backend, "nextWork");
  await user.click(await screen.findByRole("button", { name: "What can I do in 25 minutes?" }));
  const now = await screen.findByTestId("now");
  expect(within(now).getByRole("link", { name: "Ask for the consent of S2" }).getAttribute("href")).toBe("#/artifact/maker-fair");
  expect(now.textContent).toContain("Takes about 15 min and brings 1.2 points of readiness.");
  await user.click(screen.getByText("Something else"));
  expect(screen.getByText("More than fits into 25 min, but a good beginning.")).toBeTruthy();
  await expectAccessible();
  // Asked when it is pressed, and not without end.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked.mock.calls).toEqual([[25]]);
});

test("another time is asked for when the button is pressed; what was changed meanwhile is asked for again", async () => {
  const { user, backend, workspace } = await openWindow({ open: "unfinished" }, "#/overview");
  const asked = vi.spyOn(backend, "nextWork");
  await user.click(await screen.findByRole("button", { name: "What can I do in 25 minutes?" }));
  await screen.findByTestId("now");
  await user.selectOptions(screen.getByLabelText("I have"), "90 min");
  expect(asked).toHaveBeenCalledTimes(1);
  await user.click(screen.getByRole("button", { name: "What can I do in 90 minutes?" }));
  await screen.findByText("Write 2 contextualizations");
  await workspace.refresh();
  await vi.waitFor(() => expect(asked.mock.calls).toEqual([[25], [90], [90]]));
});

test("where nothing is left it says so, and what can't be told says why", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/overview");
  const next = vi.spyOn(backend, "nextWork").mockResolvedValueOnce([]);
  const press = async () => user.click(await screen.findByRole("button", { name: "What can I do in 25 minutes?" }));
  await press();
  expect((await screen.findByTestId("now")).textContent).toContain("Nothing is left to do.");
  next.mockRejectedValueOnce({ code: "x", message: "The folder is gone.", hint: "Look for it." });
  await press();
  expect((await screen.findByRole("alert")).textContent).toContain("The folder is gone.");
});

test("readiness is one figure, and each rule that takes of it leads to its findings", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/overview");
  expect((await screen.findByTestId("readiness")).textContent).toMatch(/^\d+ of 100$/);
  const section = screen.getByRole("region", { name: "Readiness" });
  await user.click(within(section).getByText(/^What takes the rest/));
  const [link] = within(section).getAllByRole("link");
  if (!link) throw new Error("no rule takes anything");
  expect(link.getAttribute("href")).toMatch(/^#\/check\/rule%3A/);
  await user.click(link);
  await screen.findByRole("heading", { level: 1, name: "Check" });
  await screen.findByText(/one rule/);
  await expectAccessible();
});
