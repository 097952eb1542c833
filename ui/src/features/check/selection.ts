/** Which findings are shown, and in which groups. */
import type { Finding } from "../../backend";

export const SEVERITIES = ["required", "recommended", "advice"] as const satisfies Finding["severity"][];
export type Wanted = Finding["severity"] | "all";

/** `subject` is `kind:id`, as criteria and artifacts link here. */
export function about(findings: Finding[], subject: string | null): Finding[] {
  if (subject === null) return findings;
  return findings.filter(({ subject: { kind, id } }) => `${kind}:${id}` === subject);
}

/** Groups from the gravest on; those without a finding are left out. */
export function grouped(findings: Finding[], wanted: Wanted): { severity: Finding["severity"]; findings: Finding[] }[] {
  return SEVERITIES.filter((severity) => wanted === "all" || wanted === severity)
    .map((severity) => ({ severity, findings: findings.filter((finding) => finding.severity === severity) }))
    .filter((group) => group.findings.length > 0);
}
