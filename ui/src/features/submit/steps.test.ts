import { expect, test } from "vitest";

import type { PackingState } from "../../app/packing.svelte";
import type { Overview } from "../../backend";
import { stepStates, type StepState } from "./steps";

const clear = { required: 0, recommended: 2, advice: 1 };
const blocked = { required: 1, recommended: 0, advice: 0 };
const packed = (draft: boolean): PackingState => ({
  kind: "done",
  outcome: { kind: "packed", path: "/x.zip", sha256: "", files: 1, bytes: 1, draft, findings: [] },
});

test.each<[string, Overview["findings"], PackingState, [StepState, StepState, StepState]]>([
  ["nothing in the way", clear, { kind: "idle" }, ["done", "now", "later"]],
  ["something to fix", blocked, { kind: "idle" }, ["now", "draft", "later"]],
  ["a final bundle", clear, packed(false), ["done", "done", "now"]],
  ["a draft is not handed in", clear, packed(true), ["done", "now", "later"]],
  ["refused", blocked, { kind: "done", outcome: { kind: "refused", findings: [] } }, ["now", "draft", "later"]],
])("%s", (_name, findings, packing, [check, make, handIn]) => {
  expect(stepStates(findings, packing)).toEqual({ check, make, handIn });
});
