import { expect, test } from "vitest";

import { portfolio, type Scenario } from "../../backend/fake-data";
import { leadOf } from "./lead";

const lead = (scenario: Scenario) => {
  const { overview, criteria, artifacts } = portfolio(scenario, "en");
  return leadOf(overview, criteria, artifacts);
};

test("the next finding leads, with the way to its place", () => {
  expect(lead("unfinished")).toMatchObject({
    severity: "required",
    headline: "A file of “Podcast unit” is missing: interview.m4a.",
    action: { label: "Go to Podcast unit", href: "#/artifact/podcast-unit" },
  });
});

test("a finding about the whole leads to the screen where it is mended, else to the list", () => {
  const { overview, criteria, artifacts, findings } = portfolio("unfinished", "en");
  const next = findings.find(({ rule }) => rule === "coverage-below-pass");
  if (!next) throw new Error("the unfinished portfolio covers too little");
  expect(leadOf({ ...overview, gravest: [next] }, criteria, artifacts).action.href).toBe("#/coverage");
  const nowhere = { ...next, subject: { ...next.subject, field: null } };
  expect(leadOf({ ...overview, gravest: [nowhere] }, criteria, artifacts).action.href).toBe("#/check");
});

test("what one change mends is mended from here", () => {
  const { overview, criteria, artifacts, findings } = portfolio("unfinished", "en");
  const [first] = findings;
  if (!first) throw new Error("the unfinished portfolio has findings");
  expect(lead("unfinished").mend).toBeNull();
  const next = { ...first, rule: "number-gap" };
  expect(leadOf({ ...overview, gravest: [next] }, criteria, artifacts).mend?.edit.kind).toBe("order");
});

test("the first day begins with an artifact, whatever else was found", () => {
  expect(portfolio("empty", "en").overview.gravest).not.toEqual([]);
  expect(lead("empty")).toMatchObject({ severity: null, action: { href: "#/artifacts" } });
});

test("with nothing found it is time to submit", () => {
  expect(lead("complete").action.href).toBe("#/submit");
});
