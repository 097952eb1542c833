import { expect, test } from "vitest";

import { secondsLeft, watched, type Moment } from "./timeLeft";

/** Every half second, `pace(n)` of the work at the nth. */
function moments(count: number, pace: (at: number) => number): Moment[] {
  let done = 0;
  return Array.from({ length: count }, (_, at) => {
    if (at > 0) done += pace(at);
    return { at: 1000 + at * 500, done };
  });
}

test("a steady pace gives what is left", () => {
  expect(secondsLeft(moments(11, () => 5), 250)).toBe(20);
});

test("a pace that only wavers is steady enough", () => {
  expect(secondsLeft(moments(21, (at) => (at % 2 ? 4 : 6)), 250)).toBeCloseTo(15, 0);
});

test.each<[string, Moment[]]>([
  ["nothing was seen yet", []],
  ["too little was seen", moments(6, () => 5)],
  ["it goes ever slower", moments(21, (at) => 20 - at)],
  ["it jumps once", moments(21, (at) => (at === 15 ? 100 : 1))],
  ["it stands still", moments(21, () => 0)],
])("nothing is said when %s", (_why, seen) => {
  expect(secondsLeft(seen, 250)).toBeNull();
});

test("it is never less than nothing", () => {
  expect(secondsLeft(moments(11, () => 5), 40)).toBe(0);
});

test("moments that are old or near to the last are not kept", () => {
  const first = { at: 0, done: 0 };
  const second = { at: 100, done: 1 };
  expect(watched([first], second)).toEqual([first]);
  const later = { at: 20_100, done: 9 };
  expect(watched([first, { at: 5000, done: 3 }], later)).toEqual([{ at: 5000, done: 3 }, later]);
});
