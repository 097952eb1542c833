import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import type { Backend, Solution } from "../../backend";

const SOLUTION: Solution = {
  set: [
    { artifact: "choice-boards", alone: ["1a", "2b"], forSize: false },
    { artifact: "maker-fair", alone: [], forSize: false },
    { artifact: "source-detectives", alone: [], forSize: true },
  ],
  open: ["5a"],
  fewest: 2,
  apart: ["1a", "3b"],
  min: 9,
  max: 14,
  hanging: [{ criterion: "1a", artifact: "choice-boards" }],
  spare: ["maker-fair", "source-detectives"],
  next: ["5a", "5b"],
  lost: null,
};

const section = () => within(screen.getByRole("region", { name: "Which artifacts to hand in" }));

test("the set, why it is no smaller, what hangs on one and where one more helps are told", async () => {
  const prepare = (backend: Backend) => void vi.spyOn(backend, "solution").mockResolvedValue(SOLUTION);
  await openWindow({ open: "unfinished" }, "#/coverage", prepare);
  await screen.findByText(/^2 would do, and no fewer: no artifact serves two of 1a, 3b\.$/);
  expect(section().getByText(/^3 artifacts\. The programme asks for 9 to 14\. Without an artifact: 5a\.$/)).toBeTruthy();
  expect(section().getByText("the only one for 1a, 2b")).toBeTruthy();
  expect(section().getByText("together with others")).toBeTruthy();
  expect(section().getByText("fills the set up")).toBeTruthy();
  expect(section().getByText("1 criterion hangs on one artifact")).toBeTruthy();
  expect(section().getByText("2 can each be left out alone")).toBeTruthy();
  expect(section().getByText("One new artifact would help most with 5a, 5b.")).toBeTruthy();
  await expectAccessible();
});

test("an artifact is thought away and what is lost with it is said; back again nothing is", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/coverage");
  const ask = vi.spyOn(backend, "solution");
  const without = await screen.findByRole("combobox", { name: "What if this one were not there?" });
  expect(screen.queryByText(/^Nothing else serves/)).toBeNull();
  await user.selectOptions(without, "choice-boards");
  await section().findByText(/^(Nothing else serves|Nothing is lost)/);
  expect(ask).toHaveBeenLastCalledWith("choice-boards");
  expect(section().queryByRole("link", { name: /^Choice boards/ })).toBeNull();
  await user.selectOptions(without, "");
  await vi.waitFor(() => expect(section().queryByText(/^(Nothing else serves|Nothing is lost)/)).toBeNull());
});
