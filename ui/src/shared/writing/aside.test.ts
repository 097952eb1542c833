import { expect, test } from "vitest";

import { setUp } from "../../../tests/saving";
import { BREATH, LONGEST } from "./saving.svelte";

test("an emptied text takes the place of nothing until the writer says so", async () => {
  const { it, save, keep, setAside, pause, answer } = setUp();
  const emptied = { text: "", revision: "r2", past: { emptied: "a", unsaved: null } };
  it.arrived(emptied);
  expect([it.text, it.state, it.failure?.code, it.emptied?.revision]).toEqual(["a", "conflict", "text-emptied", "r2"]);
  pause();
  expect(save).not.toHaveBeenCalled();
  expect(keep).not.toHaveBeenCalled();
  it.type("ab");
  pause();
  expect(save).not.toHaveBeenCalled();
  expect(keep).toHaveBeenLastCalledWith("ab");
  void it.choose({ text: "", revision: "r2" }, it.text);
  expect(save.mock.lastCall).toEqual(["ab", "r2"]);
  await answer(0, "r3");
  expect([it.state, it.emptied]).toEqual(["saved", null]);

  it.arrived({ ...emptied, revision: "r4" });
  void it.choose({ text: "", revision: "r4" }, "");
  expect(setAside).toHaveBeenLastCalledWith("ab");
  // Told to the disk, though it holds the same: it is what the writer wants now.
  expect(save.mock.lastCall).toEqual(["", "r4"]);
  await answer(1, "r4");
  expect([it.text, it.state, save.mock.calls.length]).toEqual(["", "saved", 2]);
});

test("what was emptied and then written again is simply that", () => {
  const { it, onTaken } = setUp();
  it.arrived({ text: "", revision: "r2", past: { emptied: "a", unsaved: null } });
  it.arrived({ text: "a new text", revision: "r3", past: { emptied: null, unsaved: null } });
  expect([it.text, it.state, it.emptied, onTaken.mock.calls.length]).toEqual(["a new text", "saved", null, 1]);
  // One that was emptied here, or that held nothing, is no alarm.
  it.arrived({ text: "", revision: "r4", past: { emptied: null, unsaved: null } });
  expect([it.text, it.state]).toEqual(["", "saved"]);
  it.arrived({ text: "", revision: "r5", past: { emptied: "a", unsaved: null } });
  expect([it.text, it.state]).toEqual(["", "saved"]);
});

test("words are put aside at each breath, at the latest after two seconds, and only while they are unsaved", async () => {
  const { it, keep, breathe, breaths, wait, pause, answer } = setUp();
  it.type("ab");
  it.type("abc");
  expect(keep).not.toHaveBeenCalled();
  breathe();
  expect(keep.mock.calls).toEqual([["abc"]]);
  breaths.length = 0;
  for (let ms = 0; ms < LONGEST; ms += 200) {
    it.type(`abc ${ms}`);
    wait(200);
  }
  it.type("abc and on");
  expect(breaths.slice(0, 9).every((ms) => ms <= BREATH)).toBe(true);
  expect(breaths.at(-1)).toBe(0);
  breathe();
  expect(keep).toHaveBeenLastCalledWith("abc and on");
  pause();
  await answer(0, "r2");
  it.type("abc and on again");
  it.type("abc and on");
  breathe();
  expect(keep).toHaveBeenCalledTimes(2);
});
