import { expect, test } from "vitest";

import { Workspace } from "../app/workspace.svelte";
import { fakeBackend } from "../backend/fake";
import { pastedBeside, pictureName, takePicture } from "./pictures";

const now = new Date(2026, 10, 4, 9, 5);

test.each([
  ["image.png", "image/png", "Picture 2026-11-04 09.05.png"],
  ["", "image/jpeg", "Picture 2026-11-04 09.05.jpg"],
  ["image.png", "image/svg+xml", "Picture 2026-11-04 09.05.svg"],
  ["fair.jpg", "image/jpeg", "fair.jpg"],
])("%j of %s is called %s", (name, type, called) => {
  expect(pictureName({ name, type }, now)).toBe(called);
});

function paste(files: File[], types: string[] = [], prevented = false) {
  const event = new Event("paste", { cancelable: true }) as ClipboardEvent;
  Object.assign(event, { clipboardData: { files, types } });
  if (prevented) event.preventDefault();
  return { event, taken: pastedBeside(event).map(({ name }) => name) };
}

const png = new File(["x"], "image.png", { type: "image/png" });
const txt = new File(["x"], "a.txt", { type: "text/plain" });

test("pictures alone are taken, and only where nobody else took them", () => {
  expect(paste([png, txt])).toMatchObject({ taken: ["image.png"], event: { defaultPrevented: true } });
  expect(paste([txt])).toMatchObject({ taken: [], event: { defaultPrevented: false } });
  expect(paste([png], ["text/html"]).taken).toEqual([]);
  expect(paste([png], [], true).taken).toEqual([]);
});

test("the new piece of evidence gets the words, and no other", async () => {
  const backend = fakeBackend({ language: () => "en", open: "unfinished" });
  const workspace = new Workspace(backend);
  await workspace.resume();
  await takePicture(workspace, png, "maker-fair", "A robot");
  const evidence = (await backend.artifact("maker-fair")).evidence;
  expect(evidence.map(({ alt }) => alt)).toEqual(["", "", "", "", "", "A robot"]);
  const done = await takePicture(workspace, png, null, "A hall");
  const made = await backend.artifact(done?.id ?? "");
  expect(made.evidence.map(({ alt, name }) => [alt, name.slice(0, 7)])).toEqual([["A hall", "Picture"]]);
});
