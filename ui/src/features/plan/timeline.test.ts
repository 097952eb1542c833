import { expect, test } from "vitest";

import type { PlanPage } from "../../backend";
import { timelineOf } from "./timeline";

const PAGE: Pick<PlanPage, "today" | "due" | "steps"> = {
  today: "2026-11-24",
  due: { date: "2027-02-28", basis: "cohort", cautious: "2027-02-27", daysLeft: 96 },
  steps: [{ basis: "cohort", start: "2026-08-31", date: "2027-02-28", clamped: true, tooEarly: false, counts: true }],
};

test("the days stand in their order, from the course's end to the due date", () => {
  const line = timelineOf(PAGE, 0.2);
  expect(line?.points.map(({ kind }) => kind)).toEqual(["start", "today", "cautious", "due"]);
  expect(line?.points[0]?.at).toBe(0);
  expect(line?.points[3]?.at).toBe(1);
  expect(line?.passed).toBeCloseTo(85 / 181);
});

test("days near each other have their words in different rows", () => {
  expect(timelineOf(PAGE, 0.2)?.points.map(({ row }) => row)).toEqual([0, 0, 0, 1]);
  const soon = timelineOf({ ...PAGE, today: "2027-02-26" }, 0.2);
  expect(soon?.points.map(({ row }) => row)).toEqual([0, 0, 1, 2]);
});

test("on a wider line they may stand beside each other", () => {
  expect(timelineOf({ ...PAGE, today: "2027-02-01" }, 0.1)?.points.map(({ row }) => row)).toEqual([0, 0, 0, 1]);
  expect(timelineOf({ ...PAGE, today: "2027-02-01" }, 0.3)?.points.map(({ row }) => row)).toEqual([0, 0, 1, 2]);
});

test("a day that is past ends the line with today, and no more than all of the time has passed", () => {
  const line = timelineOf({ ...PAGE, today: "2027-04-01" }, 0.2);
  expect(line?.points.at(-1)).toMatchObject({ kind: "today", at: 1 });
  expect(line?.passed).toBe(1);
});

test("a date that was told has no start, and no cautious day of its own", () => {
  const told = { basis: "official", start: null, date: "2027-01-15", clamped: false, tooEarly: false, counts: true } as const;
  const due = { date: "2027-01-15", basis: "official", cautious: "2027-01-15", daysLeft: 52 } as const;
  expect(timelineOf({ ...PAGE, due, steps: [told] }, 0.2)?.points.map(({ kind }) => kind)).toEqual(["today", "due"]);
});

test("the due date itself is a line without length, and no error", () => {
  const told = { basis: "official", start: null, date: "2026-11-24", clamped: false, tooEarly: false, counts: true } as const;
  const due = { date: "2026-11-24", basis: "official", cautious: "2026-11-24", daysLeft: 0 } as const;
  const line = timelineOf({ ...PAGE, due, steps: [told] }, 0.2);
  expect(line?.points.map(({ at }) => at)).toEqual([0, 0]);
  expect(line?.passed).toBe(0);
});

test("without a due date there is none", () => {
  expect(timelineOf({ ...PAGE, due: null, steps: [] }, 0.2)).toBeNull();
});
