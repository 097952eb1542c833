import { expect, test } from "vitest";

import { isLooseDate, today } from "./dates";
import { moved } from "./order";
import { fromLine } from "./quick";

test("nothing is nothing", () => {
  expect(fromLine("  ", false)).toBeNull();
});

test.each([
  ["https://www.example.org/a?b=c", { title: "example.org", link: "https://www.example.org/a?b=c", text: "" }],
  ["HTTP://example.org", { title: "example.org", link: "HTTP://example.org", text: "" }],
  ["see https://example.org", { title: "see https://example.org", link: null, text: "" }],
  ["https://", { title: "https://", link: null, text: "" }],
  [" Robot race ", { title: "Robot race", link: null, text: "" }],
])("%s", (line, told) => {
  expect(fromLine(line, true)).toEqual({ kind: "new-artifact", planned: true, ...told });
});

test("a thought is the reflection, and its first words the title", () => {
  const thought = "The groups that drew their plan on paper first finished earlier and quarrelled less than the others did.";
  expect(fromLine(thought, false)).toMatchObject({
    title: "The groups that drew their plan on paper first…",
    text: thought,
  });
  expect(fromLine("Two lines\nof a thought", false)).toMatchObject({ title: "Two lines", text: "Two lines\nof a thought" });
  expect(fromLine("x".repeat(90), false)?.title).toBe(`${"x".repeat(50)}…`);
});

test("dates may be loose, but must exist", () => {
  for (const date of ["", "2026", "2026-03", "2026-03-14", " 2024-02-29 "]) expect(isLooseDate(date), date).toBe(true);
  for (const date of ["26", "2026-13", "2026-02-30", "14.3.2026", "2026-3", "spring"]) expect(isLooseDate(date), date).toBe(false);
});

test("today is the day of this computer", () => {
  expect(today(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
  expect(today(new Date(2026, 0, 5, 0, 1))).toBe("2026-01-05");
});

test("one changes places with the neighbour that is shown, past those that are not", () => {
  expect(moved(["a", "b", "c"], ["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], ["a", "c"], "c", -1)).toEqual(["c", "a", "b"]);
  expect(moved(["a", "b", "c"], ["a", "c"], "a", 1)).toEqual(["b", "c", "a"]);
  expect(moved(["a", "b"], ["a", "b"], "b", 1)).toEqual(["a", "b"]);
});
