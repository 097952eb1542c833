import { expect, test } from "vitest";

import { countWords, limitState } from "./wordCount";

test.each([
  ["", 0],
  ["one two\n\nthree", 3],
  ["## Why\n\n- **one** thing\n- _another_ one\n\n1. first", 6],
  ["See [my board](https://example.org/a-b) and ![a photo](evidence/a.png)", 6],
  ["un**believ**able", 1],
  ["| a | b |\n|---|---|\n| c | d |", 4],
  ["It began in 2020.\n\n1. first\n2) second", 6],
  ["<!-- x\ny -->\n\nz <i>f</i> <https://example.org> 3 < 5 and 7 > 2", 8],
  ["one two — three", 3],
  ["Work rose from 71 % to 94 %.", 6],
])("%j has so many words", (text, words) => {
  expect(countWords(text)).toBe(words);
});

test.each([
  [10, null, null, "none"],
  [10, 60, 250, "under"],
  [60, 60, 250, "fits"],
  [224, 60, 250, "fits"],
  [225, 60, 250, "near"],
  [250, 60, 250, "near"],
  [251, 60, 250, "over"],
])("%i words between %s and %s: %s", (words, min, max, state) => {
  expect(limitState(words, min, max)).toBe(state);
});
