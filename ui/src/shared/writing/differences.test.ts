import { expect, test } from "vitest";

import { seeded } from "../../../tests/random";
import { differences, type Stretch } from "./differences";

const of = (stretches: Stretch[], where: Stretch["in"]) =>
  stretches.flatMap(({ in: at, text }) => (at === "both" || at === where ? [text] : [])).join("");

test("each text is what both have and what it alone has", () => {
  const random = seeded(20261127);
  const words = ["one ", "two ", "\n\n", "ö", "🎈 ", "- item\n", "<b> "];
  const text = () => Array.from({ length: random(12) }, () => words[random(words.length)]).join("");
  for (let n = 0; n < 500; n += 1) {
    const [then, now] = [text(), text()];
    const stretches = differences(then, now);
    expect([of(stretches, "then"), of(stretches, "now")]).toEqual([then, now]);
    expect(stretches.every((stretch) => stretch.text !== "")).toBe(true);
    if (then === now) expect(stretches.every((stretch) => stretch.in === "both")).toBe(true);
  }
});

test("a word that changed is shown whole", () => {
  expect(differences("My students wrote.", "My pupils wrote.")).toEqual([
    { in: "both", text: "My " },
    { in: "then", text: "students" },
    { in: "now", text: "pupils" },
    { in: "both", text: " wrote." },
  ]);
});
