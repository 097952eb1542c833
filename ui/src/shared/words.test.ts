import { expect, test } from "vitest";

import type { Finding } from "../backend";
import { portfolio } from "../backend/fake-data";
import { fileOf, placeOf } from "./words";

const { criteria, artifacts } = portfolio("unfinished", "en");
const subject = (given: Partial<Finding["subject"]>): Finding["subject"] => ({
  kind: "portfolio",
  id: null,
  file: null,
  field: null,
  ...given,
});

test.each<[Partial<Finding["subject"]>, string, string | null]>([
  [{ kind: "criterion", id: "5a" }, "5a (Designer)", "#/criterion/5a"],
  [{ kind: "criterion", id: "reflection" }, "Reflection", "#/criterion/reflection"],
  [{ kind: "criterion", id: "9z" }, "9z", "#/criterion/9z"],
  [{ kind: "artifact", id: "maker-fair" }, "Maker fair", "#/artifact/maker-fair"],
  [{ kind: "artifact", id: "gone" }, "gone", "#/artifact/gone"],
  [{ kind: "file", file: "notes/x.txt" }, "notes/x.txt", null],
  [{ kind: "file", file: "artifacts/maker-fair/old/x.txt" }, "Maker fair", "#/artifact/maker-fair"],
  [{ kind: "file", file: "artifacts/gone/x.txt" }, "artifacts/gone/x.txt", null],
  [{ kind: "portfolio" }, "Your portfolio", null],
  [{ kind: "portfolio", field: "dates" }, "Plan", "#/plan"],
  [{ kind: "portfolio", field: "standard.7" }, "Coverage", "#/coverage"],
  [{ kind: "portfolio", field: "family_name" }, "Settings", "#/settings"],
  [{ kind: "bundle" }, "The bundle", null],
])("%j is called %s and stands at %s", (given, name, href) => {
  expect(placeOf(subject(given), criteria, artifacts)).toEqual({ name, href });
});

test("a file is named with its line where that is known", () => {
  const finding = { subject: subject({ file: "criteria/5a.md" }), line: 12 } as Finding;
  expect(fileOf(finding)).toBe("criteria/5a.md, line 12");
  expect(fileOf({ ...finding, line: null })).toBe("criteria/5a.md");
  expect(fileOf({ ...finding, subject: subject({}) })).toBeNull();
});
