export type Opened = { path: string, title: string, readOnly: string | null };
export type Overview = { name: string, programme: string, today: string,
  due: { date: string, basis: "cohort"|"own"|"official"|"extension", cautious: string, daysLeft: number } | null,
  artifacts: { count: number, ready: number, min: number, max: number },
  criteria: { covered: number, total: number, pass: number },
  findings: { required: number, recommended: number, advice: number },
  next: Finding | null };
export type CriterionRow = { key: string, number: number, code: string, standard: string | null, paraphrase: string,
  state: "covered"|"text-missing"|"artifact-missing"|"open"|"left-open", words: number, artifacts: { id: string, number: number | null, title: string, role: "main"|"supporting" }[], findings: number };
export type Finding = { rule: string, severity: "required"|"recommended"|"advice", subject: { kind: "portfolio"|"artifact"|"criterion"|"file"|"bundle", id: string|null, file: string|null, field: string|null }, message: string, hint: string, source: string, line: number|null };
export type Picture = { id: string, alt: string };
export type ArtifactCard = { id: string, number: number|null, title: string, state: "planned"|"drafted"|"ready", evidence: number, picture: Picture | null, findings: number };
export type PackRequest = { draft: boolean, date: string | null };
export type PackStep = { done: number, total: number, phase: "writing"|"verifying" };
export type PackOutcome = { kind: "packed", path: string, sha256: string, files: number, bytes: number, draft: boolean } | { kind: "refused", findings: Finding[] } | { kind: "cancelled" };
export type Failure = { code: string, message: string, hint: string };
