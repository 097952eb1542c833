import { expect, test } from "vitest";

import { emptyDraft, nothingSaid, proposedFamilyName } from "./draft";

test.each([
  ["Dana Benson", "en", "Benson"],
  ["Mary Jane Watson", "en", "Watson"],
  ["Ludwig van Beethoven", "en", "van Beethoven"],
  ["Ana García López", "es", "García López"],
  ["Ana García", "es", "García"],
  ["Juan Pablo de la Cruz Ortiz", "es", "de la Cruz Ortiz"],
  ["Benson, Dana", "en", "Benson"],
  ["  Dana  ", "en", ""],
  ["", "es", ""],
])("of %s, in %s, the family name is proposed as %s", (name, language, family) => {
  expect(proposedFamilyName(name, language)).toBe(family);
});

test("a step at which nothing was said is skipped, the last one never", () => {
  const draft = emptyDraft("en");
  expect(nothingSaid("about", draft)).toBe(true);
  expect(nothingSaid("about", { ...draft, name: "Dana" })).toBe(false);
  expect(nothingSaid("about", { ...draft, classroom: false })).toBe(false);
  expect(nothingSaid("programme", draft)).toBe(true);
  expect(nothingSaid("programme", { ...draft, courseEnd: "2026-08-31" })).toBe(false);
  expect(nothingSaid("programme", { ...draft, profile: "iste-2024" })).toBe(false);
  expect(nothingSaid("place", draft)).toBe(false);
});
