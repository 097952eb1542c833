import { expect, test } from "vitest";

import { openWindow } from "../../tests/support";
import { Fake } from "../backend/fake";
import { Stopwatch } from "../shared/writing/minutes";
import { dueBlock, remind } from "./reminders";

/** A clock that stands until it is told to go on. */
function hand(start: string) {
  let now = new Date(start);
  let waiting: { at: number; run: () => void } | null = null;
  return {
    clock: {
      now: () => now,
      after: (ms: number, run: () => void) => {
        waiting = { at: now.getTime() + ms, run };
        return () => (waiting = null);
      },
    },
    async pass(minutes: number) {
      for (let minute = 0; minute < minutes; minute += 1) {
        now = new Date(now.getTime() + 60_000);
        const due = waiting;
        if (due && due.at <= now.getTime()) due.run();
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    },
  };
}

async function atWork(lead: number | null) {
  const opened = await openWindow({ open: "unfinished" }, "#/overview", (backend) => {
    if (backend instanceof Fake) backend.planned.week.slots = [{ day: "wednesday", at: "19:00", minutes: 60 }];
  });
  await opened.workspace.preferences.set({ remind: lead });
  const { backend } = opened;
  if (!(backend instanceof Fake)) throw new Error("not in memory");
  return { ...opened, notified: backend.planned.notified };
}

test("nobody is reminded who did not choose so", async () => {
  const { workspace, notified } = await atWork(null);
  const { clock, pass } = hand("2026-11-25T18:00:00");
  const stop = remind(workspace, clock);
  await pass(180);
  expect(notified).toEqual([]);
  stop();
});

test("a time of work is told once, so many minutes before it", async () => {
  const { workspace, notified } = await atWork(10);
  const { clock, pass } = hand("2026-11-25T18:40:00");
  const stop = remind(workspace, clock);
  await pass(9);
  expect(notified).toEqual([]);
  await pass(60);
  expect(notified).toEqual(["Time for your portfolio"]);
  stop();
});

test("never while somebody writes: then when they have paused", async () => {
  const { workspace, notified } = await atWork(10);
  const { clock, pass } = hand("2026-11-25T18:49:00");
  const stop = remind(workspace, clock);
  const watch = new Stopwatch();
  for (let minute = 0; minute < 5; minute += 1) {
    watch.tick(clock.now());
    await pass(1);
  }
  expect(notified).toEqual([]);
  await pass(3);
  expect(notified).toHaveLength(1);
  stop();
});

test("only what has a time of day is told, and not when it is over", async () => {
  const { backend } = await atWork(10);
  const plan = await backend.plan();
  expect(dueBlock(plan, 10, new Date("2026-11-25T18:49:00"))).toBeNull();
  expect(dueBlock(plan, 10, new Date("2026-11-25T19:59:00"))?.at).toBe("19:00");
  expect(dueBlock(plan, 10, new Date("2026-11-25T20:00:00"))).toBeNull();
  for (const block of plan.week.blocks) block.at = "";
  expect(dueBlock(plan, 10, new Date("2026-11-25T19:00:00"))).toBeNull();
});

test("minutes count while words come, and a pause does not", () => {
  const watch = new Stopwatch();
  const begin = new Date("2026-11-25T19:00:00").getTime();
  for (const minute of [0, 1, 2, 3, 30, 31, 32]) watch.tick(new Date(begin + minute * 60_000));
  expect(watch.minutes).toBe(5);
});
