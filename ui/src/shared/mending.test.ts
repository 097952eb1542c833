import { expect, test } from "vitest";

import type { ArtifactCard, Finding } from "../backend";
import { portfolio } from "../backend/fake-data";
import { keyed, mendOf } from "./mending";

const { artifacts } = portfolio("complete", "en");
const [first, second, third] = artifacts as [ArtifactCard, ArtifactCard, ArtifactCard];
const finding = (rule: string, subject: Partial<Finding["subject"]> = {}): Finding => ({
  rule,
  severity: "recommended",
  subject: { kind: "portfolio", id: null, file: null, field: null, ...subject },
  message: "",
  hint: "",
  source: "",
  line: null,
  waivable: true,
});

test("a file that no item names becomes evidence of the artifact in whose folder it lies", () => {
  const file = "artifacts/maker-fair/old/board 2.png";
  expect(mendOf(finding("evidence-unlisted", { kind: "file", file }), artifacts)?.edit).toEqual({
    kind: "list-file",
    artifact: "maker-fair",
    file,
  });
});

test("in a folder with another name than an artifact's there is no telling whose it is", () => {
  const file = "artifacts/My maker fair/board.png";
  expect(mendOf(finding("evidence-unlisted", { kind: "file", file }), artifacts)).toBeNull();
});

test.each(["number-missing", "number-twice", "number-gap"])("%s is mended by numbering, planned artifacts last", (rule) => {
  const cards: ArtifactCard[] = [
    { ...first, number: null },
    { ...second, number: 2, state: "planned" },
    { ...third, number: 7 },
    { ...first, id: "twin", number: 7 },
  ];
  expect(mendOf(finding(rule), cards)?.edit).toEqual({ kind: "order", ids: [third.id, "twin", first.id, second.id] });
});

test("an artifact that is gone is taken off its criterion", () => {
  const subject = { kind: "criterion", id: "5a", field: "artifacts.old-unit" } as const;
  expect(mendOf(finding("attached-unknown", subject), artifacts)?.edit).toEqual({
    kind: "detach",
    criterion: "5a",
    artifact: "old-unit",
  });
});

test.each(["alt-missing", "people-consent-missing", "evidence-missing", "due-unconfirmed", "never-heard-of"])(
  "%s needs a person",
  (rule) => {
    const subject = { kind: "artifact", id: first.id, file: "artifacts/maker-fair/a.png", field: "evidence.a.alt" } as const;
    expect(mendOf(finding(rule, subject), artifacts)).toBeNull();
  },
);

test("two findings of one rule on one thing are two rows", () => {
  const keys = keyed([finding("roster-name"), finding("roster-name"), finding("roster-name", { field: "title" })]);
  expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
});
