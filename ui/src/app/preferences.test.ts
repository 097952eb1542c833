import { screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { openWindow } from "../../tests/support";
import type { Preferences } from "../backend";
import { fakeBackend } from "../backend/fake";
import { language } from "../shared/language.svelte";
import { applyLook } from "./look";
import { AppPreferences } from "./preferences.svelte";

const quiet = { contrast: false, calm: false };
const root = document.documentElement;

function preferences(stored: Partial<Preferences> = {}) {
  const backend = fakeBackend({ language: () => "en" });
  Object.assign(backend.app.preferences, stored);
  return { backend, preferences: new AppPreferences(backend) };
}

test("they are there before the window is, and the language with them", async () => {
  await openWindow({ open: "complete" }, "#/criteria", (backend) => {
    const stored: Preferences = { theme: "dark", textSize: 150, language: "es", reducedMotion: true, width: "narrow", prompts: true, remind: 30, learn: false };
    vi.spyOn(backend, "preferences").mockResolvedValue(stored);
  });
  expect(screen.getByRole("heading", { level: 1, name: "Criterios" })).toBeTruthy();
  expect(root.lang).toBe("es");
  expect(root.dataset).toMatchObject({ theme: "dark", width: "narrow", calm: "" });
  expect(root.style.fontSize).toBe("150%");
});

test("what can't be read leaves the usual look, and says so", async () => {
  await openWindow({ open: "complete" }, "", (backend) => {
    vi.spyOn(backend, "preferences").mockRejectedValue({ code: "x", message: "Not readable.", hint: "Usual ones hold." });
  });
  expect(screen.getByRole("alert").textContent).toContain("Not readable.");
  expect(root.dataset.theme).toBe("system");
  expect(root.style.fontSize).toBe("100%");
});

test("a choice is kept at once", async () => {
  const { preferences: it, backend } = preferences();
  await it.load();
  const kept = it.set({ theme: "light" });
  expect(it.current.theme).toBe("light");
  await kept;
  expect(backend.app.preferences.theme).toBe("light");
});

test("of two choices in a row the later stays, though the first takes longer to be kept", async () => {
  const { preferences: it, backend } = preferences();
  const keep = backend.setPreferences.bind(backend);
  vi.spyOn(backend, "setPreferences").mockImplementationOnce(async (wanted) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return keep(wanted);
  });
  await Promise.all([it.set({ theme: "light" }), it.set({ theme: "dark" })]);
  expect(backend.app.preferences.theme).toBe("dark");
});

test("one that could not be kept is told, and holds until the window is closed", async () => {
  const { preferences: it, backend } = preferences();
  vi.spyOn(backend, "setPreferences").mockRejectedValueOnce(new Error("no"));
  await it.set({ theme: "contrast", language: "es" });
  expect(it.failure?.code).toBe("unexpected");
  expect(it.current.theme).toBe("contrast");
  expect(language.current).toBe("es");
  await it.set({ theme: "dark" });
  expect(it.failure).toBeNull();
});

test("the text grows and shrinks by tenths, as far as it goes", async () => {
  const { preferences: it } = preferences({ textSize: 190 });
  await it.load();
  await it.resize(1);
  await it.resize(1);
  expect(it.current.textSize).toBe(200);
  await it.usualSize();
  expect(it.current.textSize).toBe(100);
  for (let presses = 0; presses < 4; presses += 1) await it.resize(-1);
  expect(it.current.textSize).toBe(80);
});

test.each([
  ["the theme", { theme: "contrast" }, quiet, { contrast: true, calm: false }],
  ["the system", { theme: "light" }, { contrast: true, calm: true }, { contrast: true, calm: true }],
  ["the preference", { reducedMotion: true }, quiet, { contrast: false, calm: true }],
  ["nobody", {}, quiet, { contrast: false, calm: false }],
] as const)("high contrast and calm, asked for by %s", (_, wanted, system, expected) => {
  const element = document.createElement("div");
  applyLook({ ...preferences().preferences.current, ...wanted }, system, element);
  expect({ contrast: "contrast" in element.dataset, calm: "calm" in element.dataset }).toEqual(expected);
});
