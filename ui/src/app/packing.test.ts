import { expect, test, vi } from "vitest";

import { fakeBackend, type FakeOptions } from "../backend/fake";
import { announcer } from "../shared/announce.svelte";
import { timeLeftSentence } from "./job.svelte";
import { Packing } from "./packing.svelte";

function packing(options: Partial<FakeOptions> = {}) {
  const backend = fakeBackend({ language: () => "en", open: "complete", ...options });
  return { backend, packing: new Packing(() => backend) };
}
const FINAL = { draft: false, date: null };

test("a bundle is made at the place that was chosen, and progress is told in quarters", async () => {
  const said = vi.spyOn(announcer, "say");
  const { packing: it, backend } = packing({ place: "/tmp/mine.zip" });
  await backend.chooseBundlePlace(FINAL);
  await it.run(FINAL);
  expect(it.state).toMatchObject({ kind: "done", outcome: { kind: "packed", path: "/tmp/mine.zip", draft: false } });
  expect(said.mock.calls.flat()).toEqual(
    [0, 25, 50, 75, 100].map((share) => `Making the bundle and reading it back ${share}%`),
  );
});

test("only one is made at a time", async () => {
  const { packing: it, backend } = packing();
  const pack = vi.spyOn(backend, "pack");
  await Promise.all([it.run(FINAL), it.run(FINAL)]);
  expect(pack).toHaveBeenCalledOnce();
});

test("cancelling ends it", async () => {
  const { packing: it } = packing({ pace: 1 });
  const run = it.run(FINAL);
  await vi.waitFor(() => expect(it.state.kind).toBe("running"));
  await it.cancel();
  expect(it.state).toMatchObject({ kind: "running", cancelling: true });
  await run;
  expect(it.state).toEqual({ kind: "done", outcome: { kind: "cancelled" } });
});

test("a cancel that did not arrive can be tried again", async () => {
  const { packing: it, backend } = packing({ pace: 1 });
  vi.spyOn(backend, "cancelPack").mockRejectedValueOnce(new Error("lost"));
  const run = it.run(FINAL);
  await vi.waitFor(() => expect(it.state.kind).toBe("running"));
  await it.cancel();
  expect(it.state).toMatchObject({ kind: "running", cancelling: false });
  await it.cancel();
  await run;
  expect(it.state).toEqual({ kind: "done", outcome: { kind: "cancelled" } });
});

test("a step that comes after the outcome changes nothing", async () => {
  const { packing: it, backend } = packing();
  let late = () => {};
  vi.spyOn(backend, "pack").mockImplementation(async (_request, onStep) => {
    late = () => onStep({ done: 1, total: 2 });
    return { kind: "cancelled" };
  });
  await it.run(FINAL);
  late();
  expect(it.state).toEqual({ kind: "done", outcome: { kind: "cancelled" } });
});

test("the backend's failure is kept with its sentences", async () => {
  const { packing: it, backend } = packing();
  const failure = { code: "disk-full", message: "The disk is full.", hint: "Make room and try again." };
  vi.spyOn(backend, "pack").mockRejectedValueOnce(failure);
  await it.run(FINAL);
  expect(it.state).toEqual({ kind: "failed", failure });
  it.reset();
  expect(it.state).toEqual({ kind: "idle" });
});

test("the time left is said while it goes steadily", async () => {
  const backend = fakeBackend({ language: () => "en", open: "complete" });
  let clock = 0;
  const it = new Packing(() => backend, () => clock);
  const seen: (number | null)[] = [];
  vi.spyOn(backend, "pack").mockImplementation(async (_request, onStep) => {
    for (let done = 0; done <= 80; done += 1) {
      clock += 1000;
      onStep({ done, total: 80 });
      seen.push(it.state.kind === "running" ? it.state.secondsLeft : null);
    }
    return { kind: "cancelled" };
  });
  await it.run(FINAL);
  expect(seen[1]).toBeNull();
  expect(seen[10]).toBe(70);
  expect(seen[60]).toBe(20);
});

test.each([
  [10, "Less than a minute left"],
  [60, "About a minute left"],
  [125, "About 2 minutes left"],
  [3600, "About 60 minutes left"],
])("%i seconds are said as %s", (seconds, sentence) => {
  expect(timeLeftSentence(seconds)).toBe(sentence);
});
