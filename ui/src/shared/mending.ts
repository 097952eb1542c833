/** What one change of the portfolio mends by itself, and how findings are told apart. */
import type { ArtifactCard, Edit, Finding, FindingSubject } from "../backend";
import * as m from "../paraglide/messages.js";

export type Mend = {
  label: string;
  /** What is announced once it is done. */
  said: string;
  edit: Edit;
};

const NUMBERS = new Set(["number-missing", "number-twice", "number-gap"]);

/** The change after which the finding is gone for good; `null` where a person has to decide or to write. */
export function mendOf({ rule, subject }: Finding, artifacts: ArtifactCard[]): Mend | null {
  if (NUMBERS.has(rule)) return artifacts.length > 0 ? numbered(artifacts) : null;
  if (rule === "evidence-unlisted" && subject.file) {
    const artifact = artifactOfFile(subject.file, artifacts);
    if (!artifact) return null;
    const edit = { kind: "list-file", artifact: artifact.id, file: subject.file } as const;
    return { label: m.ui_use_as_evidence(), said: m.ui_file_listed(), edit };
  }
  if (rule === "attached-unknown" && subject.id) {
    const artifact = /^artifacts\.(.+)$/.exec(subject.field ?? "")?.[1];
    if (!artifact) return null;
    const edit = { kind: "detach", criterion: subject.id, artifact } as const;
    return { label: m.ui_mend_detach(), said: m.ui_mend_detached(), edit };
  }
  return null;
}

/** Numbers are kept in their order. Planned artifacts are not handed in, so a number of theirs would leave a gap. */
function numbered(artifacts: ArtifactCard[]): Mend {
  const place = ({ number }: ArtifactCard) => number ?? Number.MAX_SAFE_INTEGER;
  const ordered = artifacts.toSorted((a, b) => place(a) - place(b));
  const there = ordered.filter(({ state }) => state !== "planned");
  const planned = ordered.filter(({ state }) => state === "planned");
  const ids = [...there, ...planned].map(({ id }) => id);
  return { label: m.ui_mend_order(), said: m.ui_mend_ordered(), edit: { kind: "order", ids } };
}

/** The artifact in whose folder a file lies; `null` too when the folder is not named after it. */
export function artifactOfFile(file: string, artifacts: ArtifactCard[]): ArtifactCard | null {
  const folder = /^artifacts\/([^/]+)\//.exec(file)?.[1];
  return artifacts.find(({ id }) => id === folder) ?? null;
}

/** What tells one finding from another; two of one rule on one thing share it. */
export function identityOf({ rule, subject }: { rule: string; subject: FindingSubject }): string {
  return [rule, subject.kind, subject.id, subject.file, subject.field].join("\n");
}

/** Findings with keys for a list, so that a row stays itself when another goes. */
export function keyed<F extends { rule: string; subject: FindingSubject }>(findings: F[]): { key: string; finding: F }[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(finding);
    const before = seen.get(identity) ?? 0;
    seen.set(identity, before + 1);
    return { key: `${identity}\n${before}`, finding };
  });
}
