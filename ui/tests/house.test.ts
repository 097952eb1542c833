/** What the house demands of the source as a whole. */
import { readFile } from "node:fs/promises";
import path from "node:path";

import { ESLint } from "eslint";
import { expect, test } from "vitest";

import { differences } from "../scripts/messages.mjs";

const ui = path.dirname(import.meta.dirname);

const faultsOf = async (file: string, source: string) => {
  const [result] = await new ESLint({ cwd: ui }).lintText(source, { filePath: path.join(ui, file) });
  return result?.messages.map(({ ruleId }) => ruleId);
};

test("@tauri-apps is imported in one file only", async () => {
  const source = 'import { invoke } from "@tauri-apps/api/core";\nexport const call = invoke;\n';
  expect(await faultsOf("src/backend/tauri.ts", source)).toEqual([]);
  for (const file of ["src/app/x.ts", "src/features/check/x.ts", "src/backend/x.ts"]) {
    expect(await faultsOf(file, source), file).toEqual(["no-restricted-imports"]);
  }
});

test("no feature imports another", async () => {
  const file = "src/features/check/x.ts";
  expect(await faultsOf(file, 'export * from "../submit/steps";\n')).toEqual(["no-restricted-imports"]);
  expect(await faultsOf(file, 'export * from "../../shared/route";\nexport * from "./selection";\n')).toEqual([]);
});

test("the policy's inline styles are refused before the policy has to", async () => {
  const faults = await faultsOf("src/app/X.svelte", '<p style="color: red">x</p>\n');
  expect(faults).toEqual(["svelte/no-inline-styles"]);
});

test("the lock file names no registry", async () => {
  const lock = await readFile(path.join(ui, "package-lock.json"), "utf8");
  expect(lock).toContain('"integrity"');
  expect(lock).not.toMatch(/"resolved"|https?:\/\/registry/);
});

const en = { ui_a: "Hello {name}", ui_b: "Bye" };
const es = { ui_a: "Hola {name}", ui_b: "Adiós" };
const compiled = {
  ui_a: (inputs: { name: string }, { locale }: { locale: string }) =>
    `${locale === "es" ? "Hola" : "Hello"} ${inputs.name}`,
  ui_b: (_: object, { locale }: { locale: string }) => (locale === "es" ? "Adiós" : "Bye"),
};

test("compiled messages that say what the catalogues say pass", () => {
  expect(differences({ en, es }, compiled)).toEqual([]);
});

test("a compiler that compiled nothing is caught", () => {
  expect(differences({ en, es }, {})).toHaveLength(4);
});

test("a sentence that is missing, stale, left over or lost its parameter is caught", () => {
  expect(differences({ en, es: { ui_a: es.ui_a } }, compiled)).toEqual(["ui_b: no sentence in es.json"]);
  expect(differences({ en: { ...en, ui_b: "Goodbye" }, es }, compiled)).toEqual(["ui_b: compiled en differs from en.json"]);
  expect(differences({ en, es }, { ...compiled, ui_c: () => "" })).toEqual(["ui_c: compiled, but in no catalogue"]);
  expect(differences({ en, es }, { ...compiled, ui_a: () => "Hello" })).toHaveLength(2);
});
