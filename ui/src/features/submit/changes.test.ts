import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import type { BundleChange } from "../../backend";
import { portfolio } from "../../backend/fake-data";
import Changes from "./Changes.svelte";
import { changePlace, changeSentence } from "./changes";

const { criteria } = portfolio("complete", "en");

test.each<[BundleChange, string, string | null]>([
  [
    { kind: "criterion", id: "5a", title: "5a", change: "changed", what: ["text", "artifacts"] },
    "Changed: criterion 5a (text, artifacts)",
    "#/criterion/5a",
  ],
  [
    { kind: "criterion", id: "reflection", title: "", change: "changed", what: ["text"] },
    "Changed: Reflection (text)",
    "#/criterion/reflection",
  ],
  [{ kind: "criterion", id: "9z", title: "9z", change: "removed", what: [] }, "No longer there: criterion 9z", null],
  [{ kind: "artifact", id: "fair", title: "Maker fair", change: "added", what: [] }, "New: Maker fair", "#/artifact/fair"],
  [{ kind: "artifact", id: "fair", title: "", change: "removed", what: [] }, "No longer there: fair", null],
  [
    { kind: "about", id: "", title: "", change: "changed", what: ["details"] },
    "Changed: What it says about you (details)",
    "#/settings",
  ],
  [{ kind: "artifact", id: "fair", title: "Maker fair", change: "changed", what: [] }, "Changed: Maker fair", "#/artifact/fair"],
])("%j", (change, sentence, place) => {
  expect(changeSentence(change, criteria)).toBe(sentence);
  expect(changePlace(change)).toBe(place);
});

test("several artifacts that are gone are all told", () => {
  const gone = (title: string): BundleChange => ({ kind: "artifact", id: "", title, change: "removed", what: [] });
  render(Changes, { props: { changes: [gone("Maker fair"), gone("Maker fair"), gone("Museum walk")], criteria } });
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    "No longer there: Maker fair",
    "No longer there: Maker fair",
    "No longer there: Museum walk",
  ]);
});
