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
  expect(text("overview-artifacts")).toBe("5 of 9–14");
  expect(text("overview-days")).toBe("96 days");
  expect(text("overview-points")).toBe("0 of 25");
  const strip = screen.getByRole("region", { name: "Where you stand" });
  const ways = within(strip).getAllByRole("link").map((link) => [link.textContent, link.getAttribute("href")]);
  expect(ways).toEqual([
    ["Time left", "#/plan"],
    ["Artifacts ready", "#/artifacts"],
    ["Criteria covered", "#/criteria"],
    ["Self-assessed points", "#/review"],
  ]);
});

test("the points are those that were judged", async () => {
  await openWindow({ open: "complete" });
  await screen.findByTestId("overview-points");
  expect(text("overview-points")).toBe("20 of 25");
  expect(screen.getByText(/20 are needed to pass · 2 not judged yet/)).toBeTruthy();
});

test("what one change mends is mended by the one button, and the next thing follows", async () => {
  const { overview } = portfolio("unfinished", "en");
  const { user, backend, workspace } = await openWindow({ open: "unfinished" }, "", (it) => {
    const gravest = overview.gravest.map((finding, place) =>
      place === 0 ? { ...finding, rule: "number-gap", message: "The numbers have a gap." } : finding,
    );
    vi.spyOn(it, "overview").mockResolvedValueOnce({ ...overview, gravest });
  });
  const edit = vi.spyOn(backend, "edit");
  await user.click(await screen.findByRole("button", { name: "Number them anew" }));
  await vi.waitFor(() => expect(workspace.log.undo).toBe("numbering the artifacts"));
  expect(edit.mock.calls[0]?.[0].kind).toBe("order");
  const next = await screen.findByRole("heading", { name: /^A file of “Podcast unit”/ });
  await vi.waitFor(() => expect(document.activeElement).toBe(next));
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
});

test("an empty portfolio is told what to begin with, and why there is no date", async () => {
  await openWindow({ open: "empty" });
  await screen.findByRole("heading", { name: "Begin with one thing you have already made" });
  expect(text("overview-days")).toBe("Not known yet");
  expect(screen.getByRole("link", { name: "Enter when your course ended" }).getAttribute("href")).toBe("#/plan");
  const evening = screen.getByRole("region", { name: "For a first evening" });
  const steps = within(evening).getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(steps).toEqual(["#/artifacts", "#/plan", "#/criteria"]);
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
