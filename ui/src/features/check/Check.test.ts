import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { portfolio } from "../../backend/fake-data";

const groups = () => screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);

test("all are listed, gravest first, each with its fix, its source and its place", async () => {
  await openWindow({ open: "unfinished" }, "#/check");
  const rows = await screen.findAllByTestId("finding-row");
  const { findings } = portfolio("unfinished", "en");
  expect(rows).toHaveLength(findings.length);
  expect(groups()).toEqual(["Must be fixed", "Should be fixed", "Advice"]);
  for (const [index, finding] of findings.entries()) {
    for (const said of [finding.message, finding.hint, finding.source]) expect(rows[index]?.textContent).toContain(said);
  }
  const [first] = rows;
  expect(first?.textContent).toContain("artifacts/podcast-unit/interview.m4a");
  const link = within(first as HTMLElement).getByRole("link", { name: "Go to Podcast unit" });
  expect(link.getAttribute("href")).toBe("#/artifact/podcast-unit");
  await expectAccessible();
});

test.each([
  ["Must be fixed", 3],
  ["Should be fixed", 3],
  ["Advice", 2],
])("%s alone are %i", async (severity, count) => {
  const { user } = await openWindow({ open: "unfinished" }, "#/check");
  await user.click(await screen.findByRole("radio", { name: new RegExp(severity) }));
  expect(groups()).toEqual([severity]);
  expect(screen.getAllByTestId("finding-row")).toHaveLength(count);
});

test("opened for one artifact, only its findings are shown, and all are one step away", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/check/artifact%3Amaker-fair");
  expect(await screen.findAllByTestId("finding-row")).toHaveLength(1);
  expect(screen.getByText(/Only what concerns Maker fair/)).toBeTruthy();
  await user.click(screen.getByRole("link", { name: "Show everything" }));
  await vi.waitFor(() => expect(screen.getAllByTestId("finding-row")).toHaveLength(8));
});

test("nothing found is said, and not confused with nothing shown", async () => {
  const { user, unmount } = await openWindow({ open: "unfinished" }, "#/check/artifact%3Amaker-fair");
  await user.click(await screen.findByRole("radio", { name: /Advice/ }));
  expect(screen.getByText("There is something among the others.")).toBeTruthy();
  unmount();
  await openWindow({ open: "complete" }, "#/check");
  await screen.findByText("Your portfolio passes every check.");
  await expectAccessible();
});

test("checking again reads anew and is announced", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/check");
  await screen.findAllByTestId("finding-row");
  const [first] = portfolio("unfinished", "en").findings;
  vi.spyOn(backend, "findings").mockResolvedValue(first ? [first] : []);
  await user.click(screen.getByRole("button", { name: "Check again" }));
  await vi.waitFor(() => expect(screen.getAllByTestId("finding-row")).toHaveLength(1));
  expect(screen.getByRole("status").textContent).toBe("Checked: 1 thing found");
});
