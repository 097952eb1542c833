import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { portfolio } from "../../backend/fake-data";

const text = (id: string) => screen.getByTestId(id).textContent?.replace(/\s+/g, " ").trim();

test("leads with the next thing to do and its one button", async () => {
  await openWindow({ open: "unfinished" });
  const next = await screen.findByRole("region", { name: /Podcast unit/ });
  expect(within(next).getAllByRole("link")).toHaveLength(1);
  expect(within(next).getByText("Must be fixed")).toBeTruthy();
  await expectAccessible();
});

test("the figures are those of the portfolio", async () => {
  await openWindow({ open: "unfinished" });
  await screen.findByTestId("overview-criteria");
  expect(text("overview-criteria")).toBe("19 of 25");
  expect(text("overview-artifacts")).toBe("8 of 9–14");
  expect(text("overview-days")).toBe("96 days");
});

test.each([
  [1, "Time left", "1 day"],
  [0, "Time left", "Today"],
  [-3, "Since the due date", "3 days"],
])("%i days left are told as %s: %s", async (daysLeft, label, days) => {
  const { overview } = portfolio("unfinished", "en");
  const due = { date: "2027-02-28", basis: "official", cautious: "2027-02-28", daysLeft } as const;
  await openWindow({ open: "unfinished" }, "", (backend) => {
    vi.spyOn(backend, "overview").mockResolvedValue({ ...overview, due });
  });
  await screen.findByRole("heading", { name: label });
  expect(text("overview-days")).toBe(days);
  // The cautious date is told only where it differs.
  expect(screen.queryByText(/Counted in days/)).toBeNull();
});

test("an empty portfolio is told what to begin with, and why there is no date", async () => {
  await openWindow({ open: "empty" });
  await screen.findByRole("heading", { name: "Begin with one thing you have already made" });
  expect(text("overview-days")).toBe("Not known yet");
  await expectAccessible();
});

test("every criterion leads to its row and says its state", async () => {
  await openWindow({ open: "unfinished" });
  const glance = await screen.findByRole("region", { name: "All criteria at a glance" });
  const links = within(glance).getAllByRole("link");
  expect(links).toHaveLength(25);
  const open = within(glance).getByRole("link", { name: "4d Open" });
  expect(open.getAttribute("href")).toBe("#/criterion/4d");
});

test("a folder that vanished is told once, and can be tried again", async () => {
  const { user, workspace } = await openWindow({ open: "failing" });
  const alert = await screen.findByRole("alert");
  await expectAccessible();
  const load = vi.spyOn(workspace.overview, "load");
  await user.click(within(alert).getByRole("button", { name: "Try again" }));
  expect(load).toHaveBeenCalledOnce();
});
