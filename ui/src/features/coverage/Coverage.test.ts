import { screen, waitFor, within } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

const cell = (name: RegExp) => screen.findByRole("button", { name });

test("the matrix is a table with a header for every row and column", async () => {
  await openWindow({ open: "unfinished" }, "#/coverage");
  const table = await screen.findByRole("table", { name: /stands for/ });
  expect(within(table).getAllByRole("rowheader")).toHaveLength(25);
  expect(within(table).getAllByRole("columnheader")).toHaveLength(9);
  expect(within(table).getAllByRole("button")).toHaveLength(25 * 8);
  await expectAccessible();
});

test("arrows move, Space attaches and takes off, S makes it supporting, undo brings it back", async () => {
  const { user, workspace } = await openWindow({ open: "unfinished" }, "#/coverage");
  const first = await cell(/^Reflection, Choice boards, unit 3: /);
  first.focus();
  await user.keyboard("{ArrowDown}");
  expect(document.activeElement).toBe(await cell(/^1a, Choice boards, unit 3: not attached/));
  await user.keyboard(" ");
  expect(await cell(/^1a, Choice boards, unit 3: Main/)).toBe(document.activeElement);
  await user.keyboard("s");
  await cell(/^1a, Choice boards, unit 3: Supporting/);
  expect(screen.getByText(/^1a, Choice boards, unit 3: Supporting/)).toBeTruthy();
  await user.keyboard(" ");
  await cell(/^1a, Choice boards, unit 3: not attached/);
  await workspace.undo();
  await cell(/^1a, Choice boards, unit 3: Supporting/);
  await user.keyboard("{Control>}{End}{/Control}");
  expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^7c, Source detectives/);
});

test("only one cell is a stop for Tab, and a click attaches as main", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/coverage");
  const target = await cell(/^1a, Maker fair: not attached/);
  await user.click(target);
  await cell(/^1a, Maker fair: Main/);
  const table = screen.getByRole("table");
  expect(within(table).getAllByRole("button").filter((button) => button.tabIndex === 0)).toHaveLength(1);
});

test("gaps are named, and the list says the same in words", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/coverage");
  const rows = await backend.criteria();
  const bare = rows.filter((row) => row.standard !== null && row.artifacts.length === 0);
  await screen.findByRole("table");
  const gaps = screen.getByText("Criteria without an artifact").closest("div") as HTMLElement;
  expect(within(gaps).getAllByRole("link").map((link) => link.textContent)).toEqual(bare.map(({ code }) => code));
  await user.click(screen.getByText("The same as a list"));
  await waitFor(() => expect(screen.getAllByText("No artifact yet").length).toBe(bare.length + 1));
});

test("of many artifacts that stand for nothing a dozen is named, and the others on demand", async () => {
  const { user } = await openWindow({ open: "crowded" }, "#/coverage");
  const more = await screen.findByRole("button", { name: /^Show 18\d more$/ });
  const idle = () => {
    const gap = screen.getByText("Artifacts that stand for nothing yet").parentElement;
    return gap ? within(gap).getAllByRole("link") : [];
  };
  expect(idle()).toHaveLength(12);
  await user.click(more);
  expect(idle().length).toBeGreaterThan(190);
  await user.click(screen.getByRole("button", { name: "Show fewer" }));
  expect(idle()).toHaveLength(12);
});

test("a portfolio that can only be read is shown and not changed", async () => {
  const { user, backend } = await openWindow({ open: "readonly" }, "#/coverage");
  const before = await backend.criteria();
  const target = (await screen.findAllByRole("button", { name: /not attached/ }))[0] as HTMLElement;
  expect(target.getAttribute("aria-disabled")).toBe("true");
  await user.click(target);
  expect(await backend.criteria()).toEqual(before);
});

test("without an artifact it says where to begin", async () => {
  await openWindow({ open: "empty" }, "#/coverage");
  await screen.findByText(/no artifact to attach/);
  await expectAccessible();
});
