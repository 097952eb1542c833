import { expect, test, vi } from "vitest";

import type { Hit } from "../../backend";
import type { Clock } from "../../shared/clock";
import { Finder, REST } from "./finder.svelte";

const hit = (title: string): Hit => ({ kind: "note", id: null, artifact: null, title, snippet: "", path: title });
const settled = () => new Promise((resolve) => setTimeout(resolve));

function setUp() {
  let due: (() => void) | null = null;
  const clock: Clock = {
    now: () => new Date(),
    after: (ms, run) => {
      expect(ms).toBe(REST);
      expect(ms).toBeLessThanOrEqual(50);
      due = run;
      return () => (due = null);
    },
  };
  const answers: { yes: (hits: Hit[]) => void; no: (why: unknown) => void }[] = [];
  const ask = vi.fn<(words: string) => Promise<Hit[]>>(() => new Promise((yes, no) => answers.push({ yes, no })));
  const finder = new Finder(ask, clock);
  const rest = () => (due?.(), (due = null));
  return { finder, ask, answers, rest };
}

test("one question for words typed without a rest", () => {
  const { finder, ask, rest } = setUp();
  finder.typed("m");
  finder.typed("ma");
  rest();
  expect(ask.mock.calls).toEqual([["ma"]]);
});

test("an older answer that comes late is dropped", async () => {
  const { finder, answers, rest } = setUp();
  finder.typed("m");
  rest();
  finder.typed("ma");
  answers[0]?.yes([hit("old")]);
  await settled();
  expect([finder.hits, finder.asking]).toEqual([[], true]);
  rest();
  answers[1]?.yes([hit("new")]);
  await settled();
  expect([finder.hits.map(({ title }) => title), finder.asking]).toEqual([["new"], false]);
});

test("no words find nothing, and ask nothing", async () => {
  const { finder, ask, answers, rest } = setUp();
  finder.typed("m");
  rest();
  finder.typed(" ");
  answers[0]?.yes([hit("old")]);
  await settled();
  expect([finder.hits, finder.asking, ask.mock.calls.length]).toEqual([[], false, 1]);
});

test("a failure is told, and gone with the next answer", async () => {
  const { finder, answers, rest } = setUp();
  finder.typed("m");
  rest();
  answers[0]?.no({ code: "x", message: "Not now.", hint: "Later." });
  await settled();
  expect([finder.failure?.message, finder.asking]).toEqual(["Not now.", false]);
  finder.typed("ma");
  rest();
  answers[1]?.yes([hit("new")]);
  await settled();
  expect([finder.failure, finder.hits.length]).toEqual([null, 1]);
});
