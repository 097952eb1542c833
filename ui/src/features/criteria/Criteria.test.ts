import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

test("all 25 stand under their standard, each with its state in words", async () => {
  await openWindow({ open: "unfinished" }, "#/criteria");
  const rows = await screen.findAllByTestId("criteria-row");
  expect(rows).toHaveLength(25);
  const states = rows.map((row) =>
    ["Covered", "Text missing", "Artifact missing", "Open", "Left open on purpose"].filter((word) =>
      within(row).queryByText(word),
    ),
  );
  expect(states.every((words) => words.length === 1)).toBe(true);
  expect(states.flat().filter((word) => word === "Covered")).toHaveLength(19);
  const groups = screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
  expect(groups).toEqual([
    "Reflection",
    "Learner",
    "Leader",
    "Citizen",
    "Collaborator",
    "Designer",
    "Facilitator",
    "Analyst",
  ]);
  await expectAccessible();
});

test("each state has a shape of its own", async () => {
  await openWindow({ open: "unfinished" }, "#/criteria");
  const rows = await screen.findAllByTestId("criteria-row");
  const shapes = new Map(
    rows.map((row) => [row.querySelector(".mark")?.textContent, row.querySelector(".mark svg")?.innerHTML]),
  );
  expect(shapes.size).toBe(5);
  expect(new Set(shapes.values()).size).toBe(5);
});

test("what is missing can be seen alone, against the whole standard's count", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/criteria");
  await user.click(await screen.findByRole("radio", { name: /Not covered/ }));
  expect(screen.getAllByTestId("criteria-row")).toHaveLength(6);
  const leader = screen.getByRole("region", { name: "Leader" });
  expect(within(leader).getAllByTestId("criteria-row")).toHaveLength(1);
  expect(within(leader).getByText("2 of 3 covered")).toBeTruthy();
});

test("with all covered, the list of what is missing says so", async () => {
  const { user } = await openWindow({ open: "complete" }, "#/criteria");
  await user.click(await screen.findByRole("radio", { name: /Not covered/ }));
  expect(screen.getByText("None: every criterion is covered.")).toBeTruthy();
});

test("a row names its artifacts and leads to its page, to them and to its findings", async () => {
  await openWindow({ open: "unfinished" }, "#/criteria");
  const rows = await screen.findAllByTestId("criteria-row");
  const row = rows.find((candidate) => within(candidate).queryByText("3c")) as HTMLElement;
  const attached = within(row).getByRole("list", { name: "Attached artifacts" });
  expect(within(attached).getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "#/artifact/citizenship-night",
    "#/artifact/source-detectives",
  ]);
  expect(within(attached).getAllByText(/supporting/)).toHaveLength(1);
  expect(within(row).getByText("No text yet")).toBeTruthy();
  const page = within(within(row).getByRole("heading", { level: 3 })).getByRole("link");
  expect(page.getAttribute("href")).toBe("#/criterion/3c");
  const findings = within(row).getByRole("link", { name: "1 thing to look at: 3c" });
  expect(findings.getAttribute("href")).toBe("#/check/criterion%3A3c");
});

test("opened at one criterion, that row has the focus", async () => {
  await openWindow({ open: "unfinished" }, "#/criteria/5a");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("work independently"));
});
