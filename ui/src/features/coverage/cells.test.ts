import { expect, test } from "vitest";

import { changed, moved } from "./cells";

const at = { row: 1, column: 1 };

test.each([
  ["ArrowUp", false, { row: 0, column: 1 }],
  ["ArrowDown", false, { row: 2, column: 1 }],
  ["ArrowLeft", false, { row: 1, column: 0 }],
  ["ArrowRight", false, { row: 1, column: 2 }],
  ["Home", false, { row: 1, column: 0 }],
  ["End", false, { row: 1, column: 3 }],
  ["Home", true, { row: 0, column: 0 }],
  ["End", true, { row: 4, column: 3 }],
  ["a", false, null],
])("%s leads to its cell", (key, ctrl, cell) => {
  expect(moved(at, key, ctrl, 5, 4)).toEqual(cell);
});

test("the edge is the end", () => {
  expect(moved({ row: 0, column: 0 }, "ArrowUp", false, 5, 4)).toEqual({ row: 0, column: 0 });
  expect(moved({ row: 0, column: 0 }, "ArrowLeft", false, 5, 4)).toEqual({ row: 0, column: 0 });
  expect(moved({ row: 4, column: 3 }, "ArrowDown", false, 5, 4)).toEqual({ row: 4, column: 3 });
  expect(moved({ row: 4, column: 3 }, "ArrowRight", false, 5, 4)).toEqual({ row: 4, column: 3 });
});

test.each([
  [null, " ", "main"],
  ["main", " ", null],
  ["supporting", "Enter", null],
  [null, "s", "supporting"],
  ["main", "S", "supporting"],
  ["supporting", "s", "main"],
  ["main", "x", undefined],
] as const)("%s and %s make %s", (role, key, made) => {
  expect(changed(role, key)).toBe(made);
});
