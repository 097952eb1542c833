import { expect, test } from "vitest";

import type { CriterionRow } from "../../backend";
import { portfolio } from "../../backend/fake-data";
import { judgementOf, scoreOf } from "./score";

const { criteria } = portfolio("unfinished", "en");
const judged = (scores: (number | null)[]): CriterionRow[] =>
  criteria.map((row, at) => ({ ...row, selfScore: scores[at] ?? null }));
const times = (count: number, score: number) => Array.from({ length: count }, () => score);

test.each([
  [[], { earned: 0, notYet: 0, unjudged: 25, outlook: "short" }],
  [times(20, 1), { earned: 20, notYet: 0, unjudged: 5, outlook: "enough" }],
  [[...times(19, 1), ...times(5, 0)], { earned: 19, notYet: 5, unjudged: 1, outlook: "short" }],
  [[...times(19, 1), ...times(6, 0)], { earned: 19, notYet: 6, unjudged: 0, outlook: "out-of-reach" }],
])("%j", (scores, expected) => {
  expect(scoreOf(judged(scores), 20)).toEqual({ ...expected, total: 25 });
});

test("not judged is not “not yet”", () => {
  expect([null, 0, 1].map((selfScore) => judgementOf({ selfScore }))).toEqual(["none", "no", "yes"]);
});
