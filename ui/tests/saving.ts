/** A text that is kept on the disk, with a disk that answers when a test says so and a clock that a test moves. */
import { expect, vi } from "vitest";

import type { Clock } from "../src/shared/clock";
import { BREATH, PAUSE, Saving, type Met } from "../src/shared/writing/saving.svelte";

export function setUp() {
  let due: (() => void) | null = null;
  let breath: (() => void) | null = null;
  let now = new Date(2027, 0, 10, 14, 3).getTime();
  const breaths: number[] = [];
  const clock: Clock = {
    now: () => new Date(now),
    after: (ms, run) => {
      if (ms === PAUSE) {
        due = run;
        return () => (due = null);
      }
      expect(ms).toBeLessThanOrEqual(BREATH);
      breaths.push(ms);
      breath = run;
      return () => (breath = null);
    },
  };
  const answers: { ok: (revision: string) => void; no: (why: unknown) => void }[] = [];
  const save = vi.fn<(text: string, base: string) => Promise<{ revision: string }>>(
    () => new Promise((ok, no) => answers.push({ ok: (revision) => ok({ revision }), no })),
  );
  const onTaken = vi.fn();
  const onMended = vi.fn();
  const onMerged = vi.fn();
  const other = { text: "theirs", revision: "r7" };
  const merge = vi.fn<(base: string, mine: string) => Promise<Met>>(async (_base, mine) => ({
    other,
    pieces: [{ kind: "both", mine, theirs: "theirs", both: `${mine} theirs` }],
  }));
  const keep = vi.fn(async (text: string) => `/aside/${text}`);
  const setAside = vi.fn<(text: string) => Promise<void>>(async () => {});
  const it = new Saving({ text: "a", revision: "r1" }, { save, merge, keep, setAside, onTaken, onMended, onMerged, clock });
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return {
    it,
    save,
    onTaken,
    onMended,
    onMerged,
    merge,
    other,
    keep,
    setAside,
    pause: () => due?.(),
    breathe: () => breath?.(),
    breaths,
    wait: (ms: number) => (now += ms),
    waits: () => due !== null,
    answer: async (at: number, revision: string) => (answers[at]?.ok(revision), await settled()),
    refuse: async (at: number, why: unknown) => (answers[at]?.no(why), await settled()),
  };
}
