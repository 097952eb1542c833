import { expect, test } from "vitest";

import type { ArtifactCard } from "../../backend";
import { pointerOf } from "./kinds";
import { knownMakers } from "./makers";
import { chosen, inState, NO_WISH, peopleOf, sorted, type Sorting } from "./order";

const card = (id: string, given: Partial<ArtifactCard> = {}): ArtifactCard => ({
  id,
  number: null,
  title: id,
  state: "drafted",
  evidence: 0,
  picture: null,
  findings: 0,
  kind: "",
  made: "",
  people: [],
  criteria: [],
  ...given,
});

const cards = [
  card("Fair", { number: 2, made: "2026-10", state: "ready", findings: 1, people: ["S2", "S10"], criteria: ["5b"] }),
  card("émile's plan", { made: "", state: "planned", findings: 4 }),
  card("Board 10", { number: 1, made: "2026", people: ["S2"], criteria: ["5b", "7a"] }),
  card("Board 9", { number: 3, made: "2026-10-03", findings: 1, state: "ready" }),
];
const ids = (list: ArtifactCard[]) => list.map(({ id }) => id);

test.each<[Sorting, string[]]>([
  ["number", ["Board 10", "Fair", "Board 9", "émile's plan"]],
  ["title", ["Board 9", "Board 10", "émile's plan", "Fair"]],
  ["made", ["Board 10", "Fair", "Board 9", "émile's plan"]],
  ["state", ["émile's plan", "Board 10", "Fair", "Board 9"]],
  ["findings", ["émile's plan", "Fair", "Board 9", "Board 10"]],
])("sorted by %s", (by, expected) => {
  expect(ids(sorted(cards, by, "en"))).toEqual(expected);
});

test.each([
  [{}, 4],
  [{ criterion: "5b" }, 2],
  [{ criterion: "5b", person: "S10" }, 1],
  [{ person: "S2" }, 2],
  [{ words: "board" }, 2],
  [{ words: "PLAN emile" }, 1],
  [{ words: "board", criterion: "7a" }, 1],
  [{ words: "none" }, 0],
])("%j leaves %i", (wish, count) => {
  expect(chosen(cards, { ...NO_WISH, ...wish })).toHaveLength(count);
});

test("those that serve no criterion are a state of their own", () => {
  expect(ids(cards.filter((one) => inState(one, "unserved")))).toEqual(["émile's plan", "Board 9"]);
  expect(ids(cards.filter((one) => inState(one, "ready")))).toEqual(["Fair", "Board 9"]);
});

test("each person once, S2 before S10", () => {
  expect(peopleOf(cards, "en")).toEqual(["S2", "S10"]);
});

test.each([
  ["plan.gdoc", "unknown", "document"],
  ["Plan.GSHEET", "unknown", "document"],
  ["x.gslides", "pointer", "document"],
  ["x.odd", "pointer", "document"],
  ["x.url", "pointer", "bookmark"],
  ["x.webloc", "unknown", "bookmark"],
  ["gdoc.pdf", "pdf", null],
] as const)("%s points to a %s", (name, kind, expected) => {
  expect(pointerOf({ name, kind, link: null })).toBe(expected);
});

test("a link is itself, whatever its address ends with", () => {
  expect(pointerOf({ name: "https://x.org/a.url", kind: null, link: "https://x.org/a.url" })).toBeNull();
});

test("makers of other artifacts are known once, as they were written last, and not those who are here", () => {
  const maker = (name: string, part = "", shownAs = "") => ({ name, part, shownAs });
  const known = knownMakers([maker("Quill", "plan"), maker("Kim"), maker(" quill ", "slides"), maker("", ""), maker("Roe")], [maker("kim")]);
  expect(known).toEqual([maker(" quill ", "slides"), maker("Roe")]);
});
