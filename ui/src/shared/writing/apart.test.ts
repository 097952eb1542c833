import { expect, test } from "vitest";

import { seeded } from "../../../tests/random";
import { apart } from "./apart";

test("what two texts share at both ends is told from what lies between", () => {
  const table: [string, string, [string, string, string]][] = [
    ["Said here. And mine. Nine squares.", "Said there. Nine squares.", ["Said ", "here. And mine. ", "Nine squares."]],
    ["Said there. Nine squares.", "Said here. And mine. Nine squares.", ["Said ", "there. ", "Nine squares."]],
    ["a b", "a b c", ["a ", "b", ""]],
    ["same", "same", ["same", "", ""]],
    ["a a", "a a a", ["a ", "", "a"]],
    ["mine", "", ["", "mine", ""]],
    ["", "theirs", ["", "", ""]],
  ];
  for (const [text, other, parts] of table) expect(apart(text, other), `${text} | ${other}`).toEqual(parts);
});

test("the three parts are the text, and the outer two stand in the other one", () => {
  const random = seeded(5);
  const some = () => Array.from({ length: random(6) }, () => ["a", "b ", " ", "c\n", "d "][random(5)]).join("");
  for (let round = 0; round < 500; round += 1) {
    const [text, other] = [some(), some()];
    const [before, , after] = apart(text, other);
    expect(apart(text, other).join("")).toBe(text);
    expect(other.startsWith(before) && other.endsWith(after) && before.length + after.length <= other.length).toBe(true);
  }
});
