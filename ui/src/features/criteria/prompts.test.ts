import { screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { openWindow } from "../../../tests/support";
import { prepareWriting } from "../../../tests/writing";
import { portfolio } from "../../backend/fake-data";
import { language } from "../../shared/language.svelte";
import { promptsFor } from "./prompts";

prepareWriting();

const keys = portfolio("complete", "en").criteria.map(({ key }) => key);

test.each(["en", "es"] as const)("every criterion has two or three questions of its own in %s", (locale) => {
  language.chosen = locale;
  const all = keys.flatMap((key) => {
    const prompts = promptsFor(key);
    expect([2, 3], key).toContain(prompts.length);
    return prompts;
  });
  expect(keys).toHaveLength(25);
  expect(new Set(all).size).toBe(all.length);
  for (const prompt of all) {
    expect(prompt).toMatch(locale === "es" ? /^(¿.*\?|[A-ZÁÉ].*\.)$/ : /^[A-Z].*[?.]$/);
    // What fits beside the writing.
    expect(prompt.length).toBeLessThan(110);
  }
});

test("each question is said in both languages, and never as the paraphrase says it", () => {
  const english = keys.map((key) => promptsFor(key));
  language.chosen = "es";
  expect(keys.map((key) => promptsFor(key).length)).toEqual(english.map(({ length }) => length));
  const paraphrases = portfolio("complete", "en").criteria.map(({ paraphrase }) => paraphrase);
  for (const prompt of english.flat()) expect(paraphrases.some((one) => one.includes(prompt.slice(0, 20)))).toBe(false);
});

test("a key of somebody's own programme has none", () => {
  expect(promptsFor("9z")).toEqual([]);
});

test("they stand by the writing, are put away, and stay away", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/criterion/1a");
  await screen.findByText("What did you want to get better at?");
  const details = () => screen.getByText("Questions to get you going").closest("details") as HTMLDetailsElement;
  expect(details().open).toBe(true);
  await user.click(screen.getByText("Questions to get you going"));
  await vi.waitFor(async () => expect((await backend.preferences()).prompts).toBe(false));
  window.location.hash = "#/criterion/1b";
  await screen.findByText(/^Which group of teachers/);
  expect(details().open).toBe(false);
});

test("for reading only, nobody is asked", async () => {
  await openWindow({ open: "readonly" }, "#/criterion/1a");
  await screen.findByRole("heading", { level: 2, name: "How you meet it" });
  expect(screen.queryByText("Questions to get you going")).toBeNull();
});

test("without preferences they are shown", async () => {
  await openWindow({ open: "unfinished" }, "#/criterion/1a", (backend) => {
    vi.spyOn(backend, "preferences").mockRejectedValue(new Error("no"));
  });
  await screen.findByText("What did you want to get better at?");
});
