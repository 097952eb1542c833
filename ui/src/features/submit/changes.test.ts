import { expect, test } from "vitest";

import type { BundleChange } from "../../backend";
import { portfolio } from "../../backend/fake-data";
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
