import { expect, test } from "vitest";

import { seeded } from "../../../tests/random";
import { fit, fitting, parts } from "./match";

test.each([
  ["Go to Criteria", "", 0],
  ["Go to Criteria", "go to c", 0],
  ["Go to Criteria", "crit", 1],
  ["Go to Criteria", "criteria go", 1],
  ["Go to Criteria", "gtc", 2],
  ["Make the bundle…", "mb", 2],
  ["Make the bundle…", "MAKE BUND", 1],
  ["Go to Criteria", "riteria", null],
  ["Go to Criteria", "c g x", null],
  ["Go to Criteria", "t", 1],
  ["Ir a Revisión", "revision", 1],
  ["Ir a Revision", "revisión", 1],
])("%s and %j fit %j", (name, typed, expected) => {
  expect(fit(name, typed)).toBe(expected);
});

test("the best fit comes first, and equals stay in their order", () => {
  const names = ["Go to Check", "Go to Criteria", "Check again", "Criteria", "Cold hands"];
  expect(fitting(names, (name) => name, "ch")).toEqual(["Check again", "Go to Check", "Cold hands"]);
});

const shown = (text: string, typed: string) =>
  parts(text, typed).map(({ text, found }) => (found ? `[${text}]` : text)).join("");

test.each([
  ["Choice boards", "cho", "[Cho]ice boards"],
  ["The café, Cafeteria", "cafe", "The [café], [Cafe]teria"],
  ["cafe\u0301 au lait", "café", "[cafe\u0301] au lait"],
  ["state-of-the-art", "of-the", "state-[of]-[the]-art"],
  ["Straße und Strand", "strand str", "[Str]aße und [Strand]"],
  ["A 😀 smile 😀", "smi", "A 😀 [smi]le 😀"],
  ["nothing here", "x", "nothing here"],
  ["nothing here", "", "nothing here"],
  ["", "x", ""],
])("in %j, %j is marked", (text, typed, expected) => {
  expect(shown(text, typed)).toBe(expected);
});

test("whatever is typed, the pieces are the text", () => {
  const signs = ["a", "É", "é", "ß", "İ", "e\u0301", " ", "-", "😀", "東", "ﬁ", "ا"];
  const random = seeded(7);
  const text = (most: number) => Array.from({ length: random(most) }, () => signs[random(signs.length)]).join("");
  for (let round = 0; round < 2000; round += 1) {
    const [whole, typed] = [text(20), text(6)];
    expect(parts(whole, typed).map((part) => part.text).join(""), `${whole} ${typed}`).toBe(whole);
  }
});
