import { readFile } from "node:fs/promises";
import path from "node:path";

import { expect, test } from "vitest";

import { kindOf, KINDS, type Kind } from "./work";

const rules = path.join(import.meta.dirname, "../../../../profiles/rules.toml");

test("every rule of the programme belongs to a kind of work, and every kind has one", async () => {
  const ids = [...(await readFile(rules, "utf8")).matchAll(/^\[rule\.([a-z-]+)\]$/gm)].map(([, id]) => id ?? "");
  expect(ids.length).toBeGreaterThan(80);
  expect(ids.filter((id) => kindOf(id) === null)).toEqual([]);
  expect(new Set(ids.map(kindOf))).toEqual(new Set(KINDS));
});

test.each<[string, Kind | null]>([
  ["text-identical", "write"],
  ["text-not-utf8", "repair"],
  ["text-image-alt-missing", "describe"],
  ["criterion-without-text", "write"],
  ["criterion-without-artifact", "map"],
  ["artifact-title-missing", "details"],
  ["artifact-evidence-none", "files"],
  ["file-too-large", "files"],
  ["file-in-cloud", "repair"],
  ["link-text-vague", "write"],
  ["link-unchecked", "files"],
  ["tomorrow's-rule", null],
])("%s is work of the kind %s", (rule, kind) => {
  expect(kindOf(rule)).toBe(kind);
});
