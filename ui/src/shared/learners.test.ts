import { screen } from "@testing-library/svelte";
import { expect, test } from "vitest";

import { openWindow } from "../../tests/support";
import { language } from "./language.svelte";
import { learnersWord } from "./learners";

test.each([
  [undefined, "students", "estudiantes"],
  ["", "students", "estudiantes"],
  ["pupils", "pupils", "alumnos"],
  [" explorers ", "explorers", "explorers"],
  // A word that every object has is somebody's own word too.
  ["toString", "toString", "toString"],
])("%j is %s, and in Spanish %s", (kept, english, spanish) => {
  expect(learnersWord(kept)).toBe(english);
  language.chosen = "es";
  expect(learnersWord(kept)).toBe(spanish);
});

test("the window speaks of the learners in the person's own word", async () => {
  const { backend, workspace } = await openWindow({ open: "unfinished" }, "#/artifact/choice-boards");
  await screen.findByText("For example: grade 5, 24 students.");
  backend.app.settings.learners = "pupils";
  await workspace.refresh();
  await screen.findByText("For example: grade 5, 24 pupils.");
});
