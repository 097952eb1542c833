/** Words for what the backend says in codes. */
import type { ArtifactCard, CriterionRow, DueFigures, Finding } from "../backend";
import * as m from "../paraglide/messages.js";
import { counted, formatDate, formatNumber } from "./format";
import { artifactOfFile } from "./mending";
import { href, type ScreenName } from "./route";

const SEVERITY_WORDS: Record<Finding["severity"], () => string> = {
  required: m.ui_severity_required,
  recommended: m.ui_severity_recommended,
  advice: m.ui_severity_advice,
};

export function severityWord(severity: Finding["severity"]): string {
  return SEVERITY_WORDS[severity]();
}

const CRITERION_WORDS: Record<CriterionRow["state"], () => string> = {
  covered: m.ui_criterion_covered,
  "text-missing": m.ui_criterion_text_missing,
  "artifact-missing": m.ui_criterion_artifact_missing,
  open: m.ui_criterion_open,
  "left-open": m.ui_criterion_left_open,
};

export function criterionStateWord(state: CriterionRow["state"]): string {
  return CRITERION_WORDS[state]();
}

/** What stands in for a criterion where there is little room: its code, or its number where it has none. */
export function shortCode(row: Pick<CriterionRow, "code" | "number">): string {
  return row.code || formatNumber(row.number);
}

/** A criterion as people speak of it: “5a”, and “Reflection” for the first, which has no code. */
export function criterionName(row: Pick<CriterionRow, "code" | "standard">): string {
  return row.standard === null ? m.ui_criterion_reflection() : row.code;
}

export type Place = { name: string; href: string | null };

/** Of another kind than those known here when it comes from an address that somebody typed. */
type Subject = Pick<Finding["subject"], "id" | "file"> & { kind: string; field?: string | null };

/** Where what `portfolio.toml` says, and what is counted over all, can be mended: by the beginning of the field. */
const PORTFOLIO_PLACES: [field: string, name: () => string, screen: ScreenName][] = [
  ["dates", m.ui_nav_plan, "plan"],
  ["artifacts", m.ui_nav_artifacts, "artifacts"],
  ["criteria", m.ui_nav_coverage, "coverage"],
  ["standard.", m.ui_nav_coverage, "coverage"],
  ["name", m.ui_nav_settings, "settings"],
  ["title", m.ui_nav_settings, "settings"],
  ["role", m.ui_nav_settings, "settings"],
  ["family_name", m.ui_nav_settings, "settings"],
  ["students", m.ui_nav_settings, "settings"],
  ["statement", m.ui_nav_settings, "settings"],
];

/** What a finding is about, in words, and where in the window it stands. */
export function placeOf(subject: Subject, criteria: CriterionRow[], artifacts: ArtifactCard[]): Place {
  if (subject.kind === "criterion" && subject.id) {
    const row = criteria.find(({ key }) => key === subject.id);
    const name = row ? criterionName(row) : subject.id;
    const full = row?.standard ? m.ui_place_criterion({ code: name, standard: row.standard }) : name;
    return { name: full, href: href("criterion", subject.id) };
  }
  if (subject.kind === "artifact" && subject.id) {
    const card = artifacts.find(({ id }) => id === subject.id);
    return { name: card?.title ?? subject.id, href: href("artifact", subject.id) };
  }
  if (subject.kind === "bundle") return { name: m.ui_place_bundle(), href: null };
  const holder = subject.file ? artifactOfFile(subject.file, artifacts) : null;
  if (holder) return { name: holder.title, href: href("artifact", holder.id) };
  const { kind, field } = subject;
  const place = kind === "portfolio" && field ? PORTFOLIO_PLACES.find(([begins]) => field.startsWith(begins)) : null;
  if (place) return { name: place[1](), href: href(place[2]) };
  return { name: subject.file ?? m.ui_place_portfolio(), href: null };
}

/** The file a finding points at, below the portfolio's folder, with its line where that is known. */
export function fileOf(finding: Finding): string | null {
  const { file } = finding.subject;
  if (!file) return null;
  return finding.line === null ? file : m.ui_place_line({ file, line: String(finding.line) });
}

/** How far the due date is, in a neutral tone also when it is past. */
export function daysWord(daysLeft: number): string {
  if (daysLeft === 0) return m.ui_due_today();
  if (daysLeft > 0) return counted(daysLeft, m.ui_days_left_one, m.ui_days_left_other);
  return counted(-daysLeft, m.ui_days_past_one, m.ui_days_past_other);
}

export function dueLine({ date, daysLeft }: DueFigures): string {
  return m.ui_due_line({ date: formatDate(date), days: daysWord(daysLeft) });
}
