/** Which findings are shown, and in which groups. */
import type { ArtifactCard, CriterionRow, Finding } from "../../backend";
import * as m from "../../paraglide/messages.js";
import { placeOf, severityWord } from "../../shared/words";
import { KIND_WORDS, KINDS, kindOf } from "./work";

export const SEVERITIES = ["required", "recommended", "advice"] as const satisfies Finding["severity"][];
export type Wanted = Finding["severity"] | "all";
export const GROUPINGS = ["work", "severity", "place"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** `text` says in a sentence what the group has in common, where its name does not. */
export type Group = { id: string; name: string; text: string | null; findings: Finding[] };

/** `subject` is `kind:id`, as criteria and artifacts link here, or `rule:id`. */
export function about(findings: Finding[], subject: string | null): Finding[] {
  if (subject === null) return findings;
  return findings.filter(({ rule, subject: { kind, id } }) => [`${kind}:${id}`, `rule:${rule}`].includes(subject));
}

const EXPLAINED: Record<Finding["severity"], () => string> = {
  required: m.ui_severity_required_text,
  recommended: m.ui_severity_recommended_text,
  advice: m.ui_severity_advice_text,
};

const gravity = ({ severity }: Finding) => SEVERITIES.indexOf(severity);

/** Groups without a finding are left out; in each the gravest come first, and so do the groups that hold them. */
export function grouped(
  findings: Finding[],
  wanted: Wanted,
  by: Grouping,
  criteria: CriterionRow[],
  artifacts: ArtifactCard[],
): Group[] {
  const shown = findings.filter(({ severity }) => wanted === "all" || wanted === severity);
  const sorted = shown.toSorted((a, b) => gravity(a) - gravity(b));
  if (by === "severity") {
    const named = (severity: Finding["severity"]) => ({ name: severityWord(severity), text: EXPLAINED[severity]() });
    return gathered(sorted, ({ severity }) => ({ id: severity, ...named(severity) }));
  }
  if (by === "place") {
    return gathered(sorted, ({ subject }) => {
      const { name, href } = placeOf(subject, criteria, artifacts);
      return { id: href ?? name, name, text: null };
    });
  }
  const order = (group: Group) => [...KINDS, "other"].indexOf(group.id);
  const kinds = gathered(sorted, ({ rule }) => {
    const kind = kindOf(rule);
    if (!kind) return { id: "other", name: m.ui_work_other(), text: null };
    return { id: kind, name: KIND_WORDS[kind].name(), text: KIND_WORDS[kind].text() };
  });
  const worst = ({ findings: [first] }: Group) => (first ? gravity(first) : SEVERITIES.length);
  return kinds.toSorted((a, b) => worst(a) - worst(b) || order(a) - order(b));
}

function gathered(findings: Finding[], groupOf: (finding: Finding) => Omit<Group, "findings">): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const about = groupOf(finding);
    const group = groups.get(about.id);
    if (group) group.findings.push(finding);
    else groups.set(about.id, { ...about, findings: [finding] });
  }
  return [...groups.values()];
}
