import { expect, test } from "vitest";

import type { StageFigures } from "../backend";
import { isOver, standingOf } from "./standing";

const FIGURES: StageFigures = {
  stage: "portfolio",
  extended: false,
  month: 3,
  week: 5,
  courseStart: "2026-07-06",
  clockBehind: "2027-03-01",
  submitted: "2027-02-27",
  lapse: { date: "2030-04-12", told: false, remind: "2029-10-12", near: false },
  course: "ended",
  minutes: 185,
  needed: 24,
};
const DUE = { date: "2027-02-28", basis: "cohort", cautious: "2027-02-27", daysLeft: 96 } as const;
const said = (change: Partial<StageFigures>) => standingOf({ ...FIGURES, ...change }, DUE, "2026-11-24");

test.each([
  [{ stage: "before" }, "Your course begins on July 6, 2026"],
  [{ stage: "course" }, "Week 5 of your course"],
  [{ stage: "course", week: null }, "You are finishing your course"],
  [{ stage: "portfolio" }, "Month 3 of your time for the portfolio"],
  [{ stage: "portfolio", extended: true }, "You have an extension until February 28, 2027"],
  [{ stage: "last-week" }, "The last week"],
  [{ stage: "last-day" }, "Due today"],
  [{ stage: "past" }, "The due date was February 28, 2027"],
  [{ stage: "submitted" }, "Handed in on February 27, 2027"],
  [{ stage: "not-yet" }, "The reviewers said: not yet"],
  [{ stage: "certified" }, "You are an ISTE Certified Educator"],
  [{ stage: "clock-behind" }, "Is your computer's clock right?"],
] as const)("%o is said as %s", (change, headline) => {
  expect(said(change)?.headline).toBe(headline);
});

test("what is left is said with what would do, and a certification's end far ahead and near", () => {
  expect(said({})?.text).toBe("About 3 h 5 min of work are left: 24 min a week would do.");
  expect(said({ needed: null })?.text).toBe("About 3 h 5 min of work are left.");
  expect(said({ course: "unfinished" })?.text).toContain("You left it before its end");
  expect(said({ course: "not-passed" })?.text).toContain("does not reach the pass mark");
  expect(said({ minutes: 0 })?.text).toBe("Nothing is left to do.");
  expect(said({ stage: "certified" })?.text).toContain("until April 12, 2030. From October 12, 2029 on");
  expect(said({ stage: "certified", lapse: { date: "2030-04-12", told: true, remind: "2029-10-12", near: true } })?.text).toContain("Now is a good time");
  expect(said({ stage: "certified", lapse: { date: "2026-11-23", told: true, remind: "2026-05-23", near: true } })?.text).toContain("lasted until");
  expect(said({ stage: "certified", lapse: null })?.text).toContain("Write down");
});

test("where nothing is known nothing is said, and only what was handed in is over", () => {
  expect(said({ stage: "undated" })).toBeNull();
  expect(said({ month: null })).toBeNull();
  expect((["portfolio", "past", "submitted", "not-yet", "certified"] as const).filter((stage) => isOver({ ...FIGURES, stage }))).toEqual(["submitted", "certified"]);
});

test("no stage scolds, counts streaks or raises an alarm", () => {
  const stages = ["before", "course", "portfolio", "last-week", "last-day", "past", "submitted", "not-yet", "certified", "clock-behind"] as const;
  for (const stage of stages) {
    const { headline, text } = said({ stage }) ?? { headline: "", text: "" };
    expect(`${headline} ${text}`).not.toMatch(/!|late|overdue|behind schedule|streak|failed|should have|hurry up|warning/i);
  }
});
