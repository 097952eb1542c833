import { expect, test } from "vitest";

import { seeded } from "../../../tests/random";
import { setUp } from "../../../tests/saving";
import { Saving } from "./saving.svelte";

const CHANGED = { code: "text-changed", message: "Another text stands there.", hint: "Choose." };
const CONFLICT = { code: "conflict", message: "The file was changed.", hint: "Read it again." };
const FULL = { code: "disk-full", message: "The disk is full.", hint: "Make room." };


test("saved a while after the last key, and said only when it is true", async () => {
  const { it, save, pause, answer } = setUp();
  it.type("ab");
  it.type("abc");
  expect([it.state, it.savedAt, save.mock.calls.length]).toEqual(["waiting", null, 0]);
  pause();
  expect([it.state, it.savedAt]).toEqual(["saving", null]);
  await answer(0, "r2");
  expect(save.mock.calls).toEqual([["abc", "r1"]]);
  expect([it.state, it.savedAt?.getHours(), it.dirty]).toEqual(["saved", 14, false]);
});

test("what is typed during a save is saved after it, against the new revision", async () => {
  const { it, save, pause, answer } = setUp();
  it.type("ab");
  void it.flush();
  it.type("abc");
  pause();
  expect(save).toHaveBeenCalledOnce();
  await answer(0, "r2");
  expect(save.mock.calls).toEqual([["ab", "r1"], ["abc", "r2"]]);
  expect(it.state).toBe("saving");
  await answer(1, "r3");
  expect([it.state, it.base.revision]).toEqual(["saved", "r3"]);
});

test("typing that goes on after a save is not called saved", async () => {
  const { it, answer, waits, save } = setUp();
  it.type("ab");
  void it.flush();
  it.type("abc");
  await answer(0, "r2");
  expect([it.state, waits(), save.mock.calls.length]).toEqual(["waiting", true, 1]);
});

test("a failed save keeps the text and is tried again at the next change", async () => {
  const { it, pause, refuse, answer, save } = setUp();
  it.type("ab");
  pause();
  await refuse(0, FULL);
  expect([it.state, it.text, it.failure]).toEqual(["failed", "ab", FULL]);
  it.type("abc");
  pause();
  await answer(1, "r2");
  expect(save.mock.lastCall).toEqual(["abc", "r1"]);
  expect([it.state, it.failure]).toEqual(["saved", null]);
});

test("a file that is never what was read leads to what stands there; where that says the same the save has failed", async () => {
  const { it, pause, refuse, answer, save, merge, other } = setUp();
  merge.mockResolvedValueOnce({ other: { text: "a", revision: "r1" }, pieces: [{ kind: "agreed", text: "mine" }] });
  it.type("mine");
  pause();
  await refuse(0, CONFLICT);
  expect([it.state, it.failure, it.text, save.mock.calls.length]).toEqual(["failed", CONFLICT, "mine", 1]);
  merge.mockResolvedValueOnce({ other, pieces: [{ kind: "agreed", text: "mine, theirs" }] });
  void it.flush();
  await refuse(1, CONFLICT);
  await answer(2, "r8");
  expect([it.state, it.text, save.mock.lastCall]).toEqual(["saved", "mine, theirs", ["mine, theirs", "r7"]]);
});

test("a conflict waits for the writer, who says what is to stay", async () => {
  const { it, pause, refuse, answer, save, merge, other } = setUp();
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  expect(it.state).toBe("conflict");
  it.type("mine!");
  await it.flush();
  expect(save).toHaveBeenCalledOnce();
  const { pieces } = await it.compare();
  expect(merge.mock.lastCall).toEqual(["a", "mine!"]);
  expect(pieces).toEqual([{ kind: "both", mine: "mine!", theirs: "theirs", both: "mine! theirs" }]);
  const kept = it.choose(other, "mine! theirs");
  await answer(1, "r8");
  await kept;
  expect(save.mock.lastCall).toEqual(["mine! theirs", "r7"]);
  expect([it.state, it.text]).toEqual(["saved", "mine! theirs"]);
});

test("what nobody disagrees on is put together and saved, over the other text", async () => {
  const { it, pause, refuse, answer, save, merge, onMerged, other } = setUp();
  merge.mockImplementation(async (base, mine) => ({ other, pieces: [{ kind: "agreed", text: `${base}+${mine}` }] }));
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  expect([it.text, it.state, onMerged.mock.calls.length]).toEqual(["a+mine", "saving", 1]);
  expect(save.mock.lastCall).toEqual(["a+mine", "r7"]);
  await answer(1, "r8");
  expect([it.state, it.base, it.failure]).toEqual(["saved", { text: "a+mine", revision: "r8" }, null]);
});

test("a text that says all that was written needs no save", async () => {
  const { it, pause, refuse, save, merge, other } = setUp();
  merge.mockResolvedValue({ other, pieces: [{ kind: "agreed", text: "theirs" }] });
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  expect([it.text, it.state, it.savedAt, save.mock.calls.length]).toEqual(["theirs", "saved", null, 1]);
});

test("words that are typed while two texts are put together are in it", async () => {
  const { it, pause, refuse, answer, save, merge, other } = setUp();
  const compared: string[] = [];
  merge.mockImplementation(async (_base, mine) => {
    compared.push(mine);
    if (compared.length === 1) it.type("mine!");
    return { other, pieces: [{ kind: "agreed", text: `${mine} theirs` }] };
  });
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  expect(compared).toEqual(["mine", "mine!"]);
  expect(save.mock.lastCall).toEqual(["mine! theirs", "r7"]);
  await answer(1, "r8");
  expect([it.state, it.text]).toEqual(["saved", "mine! theirs"]);
});

test("words that are typed while the writer waits to compare are compared too", async () => {
  const { it, pause, refuse, merge } = setUp();
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  const comparing = it.compare();
  it.type("mine!");
  const { pieces } = await comparing;
  expect(merge.mock.calls.map(([, mine]) => mine)).toEqual(["mine", "mine", "mine!"]);
  expect(pieces).toEqual([{ kind: "both", mine: "mine!", theirs: "theirs", both: "mine! theirs" }]);
});

test("a text that can't be compared is a failure, and the next save tries again", async () => {
  const { it, pause, refuse, answer, merge, save, other } = setUp();
  merge.mockRejectedValueOnce(FULL);
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  expect([it.state, it.text, it.failure?.code]).toEqual(["failed", "mine", "disk-full"]);
  merge.mockResolvedValue({ other, pieces: [{ kind: "agreed", text: "both" }] });
  void it.flush();
  await refuse(1, CHANGED);
  await answer(2, "r8");
  expect([it.state, it.text, save.mock.lastCall]).toEqual(["saved", "both", ["both", "r7"]]);
});

test("it is told that texts were put together until something else is saved", async () => {
  const { it, pause, refuse, answer, merge, other } = setUp();
  merge.mockResolvedValue({ other, pieces: [{ kind: "agreed", text: "both" }] });
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  await answer(1, "r8");
  it.type("both!");
  expect(it.merged).toBe(true);
  pause();
  await answer(2, "r9");
  expect([it.state, it.merged]).toEqual(["saved", false]);
});

test("another text is taken quietly while nothing is unsaved", () => {
  const { it, onTaken } = setUp();
  it.arrived({ text: "a", revision: "r1", past: { emptied: null, unsaved: null } });
  expect(onTaken).not.toHaveBeenCalled();
  it.arrived({ text: "theirs", revision: "r2", past: { emptied: null, unsaved: null } });
  expect([it.text, it.state, it.base.revision]).toEqual(["theirs", "saved", "r2"]);
  expect(onTaken).toHaveBeenCalledOnce();
});

test("another text never replaces unsaved words", () => {
  const { it, onTaken } = setUp();
  it.type("mine");
  it.arrived({ text: "theirs", revision: "r2", past: { emptied: null, unsaved: null } });
  expect([it.text, it.base.revision]).toEqual(["mine", "r1"]);
  expect(onTaken).not.toHaveBeenCalled();
});

test("what the page reads during its own save is no change from outside", async () => {
  const { it, onTaken, answer } = setUp();
  it.type("ab");
  void it.flush();
  it.arrived({ text: "a", revision: "r1", past: { emptied: null, unsaved: null } });
  it.arrived({ text: "ab", revision: "r2", past: { emptied: null, unsaved: null } });
  await answer(0, "r2");
  expect([it.text, it.base.revision]).toEqual(["ab", "r2"]);
  expect(onTaken).not.toHaveBeenCalled();
});

test("a file that changed around the same text is no conflict", async () => {
  const { it, save, pause, refuse, answer } = setUp();
  it.type("mine");
  it.arrived({ text: "a", revision: "r2", past: { emptied: null, unsaved: null } });
  pause();
  expect(save.mock.lastCall).toEqual(["mine", "r2"]);
  await refuse(0, CHANGED);
  it.arrived({ text: "a", revision: "r3", past: { emptied: null, unsaved: null } });
  expect(save.mock.lastCall).toEqual(["mine", "r3"]);
  await answer(1, "r4");
  expect([it.state, it.base.revision, it.text]).toEqual(["saved", "r4", "mine"]);
});

test("nothing is to be decided between two versions that say the same", async () => {
  const { it, pause, refuse } = setUp();
  it.type("same");
  pause();
  await refuse(0, CHANGED);
  it.arrived({ text: "same", revision: "r2", past: { emptied: null, unsaved: null } });
  expect([it.state, it.failure, it.savedAt, it.base.revision]).toEqual(["saved", null, null, "r2"]);
});

test("words taken back to what is on the disk need no save", async () => {
  const { it, save } = setUp();
  it.type("ab");
  it.type("a");
  await it.flush();
  expect([it.state, save.mock.calls.length]).toEqual(["saved", 0]);
});

test("what could not be saved is kept aside, once for each pause, and forgotten when it is saved", async () => {
  const { it, keep, pause, refuse, answer, onMended } = setUp();
  for (const text of ["ab", "abc", "abcd"]) it.type(text);
  pause();
  await refuse(0, FULL);
  expect(keep.mock.calls).toEqual([["abcd"]]);
  expect([it.state, it.kept]).toEqual(["failed", { place: "/aside/abcd" }]);
  void it.flush();
  await refuse(1, FULL);
  expect(keep).toHaveBeenCalledOnce();
  it.type("abcde");
  expect(it.kept).toEqual({ place: "/aside/abcd" });
  pause();
  await refuse(2, FULL);
  expect(it.kept).toEqual({ place: "/aside/abcde" });
  expect(onMended).not.toHaveBeenCalled();
  void it.flush();
  await answer(3, "r2");
  expect([it.state, it.kept, it.failure]).toEqual(["saved", null, null]);
  expect(onMended).toHaveBeenCalledOnce();
});

test("a place that takes nothing is told, and tried again", async () => {
  const { it, keep, pause, refuse } = setUp();
  keep.mockRejectedValueOnce(FULL);
  it.type("ab");
  pause();
  await refuse(0, FULL);
  expect(it.kept).toEqual({ place: null });
  void it.flush();
  await refuse(1, FULL);
  expect(it.kept).toEqual({ place: "/aside/ab" });
});

test("a place that answers late says nothing of words that are on the disk by then", async () => {
  const { it, keep, pause, refuse, answer } = setUp();
  let place: (path: string) => void = () => {};
  keep.mockReturnValueOnce(new Promise((resolve) => (place = resolve)));
  it.type("ab");
  pause();
  await refuse(0, FULL);
  void it.flush();
  await answer(1, "r2");
  place("/late");
  await new Promise((resolve) => setTimeout(resolve));
  expect([it.state, it.kept]).toEqual(["saved", null]);
});

test("what is written in a conflict is kept aside at every rest", async () => {
  const { it, keep, pause, refuse, onMended, answer, other } = setUp();
  it.type("mine");
  pause();
  await refuse(0, CHANGED);
  expect([keep.mock.calls, it.kept]).toEqual([[["mine"]], { place: "/aside/mine" }]);
  it.type("mine!");
  pause();
  await new Promise((resolve) => setTimeout(resolve));
  expect([keep.mock.lastCall, it.kept, it.state]).toEqual([["mine!"], { place: "/aside/mine!" }, "conflict"]);
  const kept = it.choose(other, "mine!");
  await answer(1, "r8");
  await kept;
  expect([it.kept, onMended.mock.calls.length]).toEqual([null, 0]);
});

test("however often a save fails, what is on the screen is kept or saved at every rest, and saved in the end", async () => {
  const random = seeded(11);
  for (let round = 0; round < 80; round += 1) {
    const disk = { text: "", revision: "0" };
    const aside = new Set<string>();
    let failing = random(6);
    let due: (() => void) | null = null;
    const it = new Saving({ ...disk }, {
      save: async (text, base) => {
        expect(base).toBe(disk.revision);
        if (failing-- > 0) throw FULL;
        Object.assign(disk, { text, revision: `${Number(base) + 1}` });
        return { revision: disk.revision };
      },
      merge: () => Promise.reject(FULL),
      keep: async (text) => (aside.add(text), text),
      clock: { now: () => new Date(), after: (_, run) => ((due = run), () => (due = null)) },
    });
    const settled = () => new Promise((resolve) => setTimeout(resolve));
    const rest = async () => {
      const run = due as (() => void) | null;
      due = null;
      run?.();
      await settled();
    };
    for (let step = 0; step < 12; step += 1) {
      it.type(it.text + "abc".charAt(random(3)));
      if (random(2) === 0) continue;
      await (random(3) === 0 ? it.flush() : rest());
      await settled();
      const safe = disk.text === it.text || aside.has(it.text);
      expect([it.state === "saved", safe], `${round} ${step}`).toEqual([disk.text === it.text, true]);
      if (it.state === "failed") expect(it.kept).toEqual({ place: it.text });
    }
    while (it.state !== "saved") await it.flush();
    expect([disk.text, it.kept, it.failure]).toEqual([it.text, null, null]);
  }
});
