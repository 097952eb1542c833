// Generated from src-tauri/src/view by `cargo xtask bindings`; a test fails when it is stale.

export type Opened = { 
/**
 * Its folder, to be shown.
 */
path: string, 
/**
 * The folder's name.
 */
title: string, 
/**
 * Why it can only be read, as a code of the catalogue; `null` when it can be changed.
 */
readOnly: string | null, };

export type Failure = { 
/**
 * Stable code (docs/codes.md).
 */
code: string, 
/**
 * What happened and what is safe.
 */
message: string, 
/**
 * What to do.
 */
hint: string, };

export type FindingSubject = { 
/**
 * Kind of thing.
 */
kind: "portfolio" | "artifact" | "criterion" | "file" | "bundle", 
/**
 * Artifact id or criterion key.
 */
id: string | null, 
/**
 * File below the portfolio.
 */
file: string | null, 
/**
 * Header key.
 */
field: string | null, };

export type Finding = { 
/**
 * Rule id.
 */
rule: string, 
/**
 * How grave.
 */
severity: "required" | "recommended" | "advice", 
/**
 * What it is about.
 */
subject: FindingSubject, 
/**
 * What is wrong.
 */
message: string, 
/**
 * How to mend it.
 */
hint: string, 
/**
 * Where the rule comes from.
 */
source: string, 
/**
 * Line in the file.
 */
line: number | null, };

export type DueFigures = { 
/**
 * `YYYY-MM-DD`.
 */
date: string, 
/**
 * What it rests on.
 */
basis: "cohort" | "own" | "official" | "extension", 
/**
 * The cautious earlier date.
 */
cautious: string, 
/**
 * Days until then; negative when past.
 */
daysLeft: number, };

export type ArtifactFigures = { 
/**
 * Existing ones.
 */
count: number, 
/**
 * Those without a required finding.
 */
ready: number, 
/**
 * Least the programme asks for.
 */
min: number, 
/**
 * Most it takes.
 */
max: number, };

export type CriteriaFigures = { 
/**
 * Covered.
 */
covered: number, 
/**
 * All.
 */
total: number, 
/**
 * Points to pass.
 */
pass: number, };

export type FindingFigures = { 
/**
 * Refuse a final bundle.
 */
required: number, 
/**
 * Should be mended.
 */
recommended: number, 
/**
 * Worth a look.
 */
advice: number, };

export type Overview = { 
/**
 * The candidate's name.
 */
name: string, 
/**
 * The programme's name.
 */
programme: string, 
/**
 * The day the figures are reckoned from.
 */
today: string, 
/**
 * Due date; `null` without a course end.
 */
due: DueFigures | null, 
/**
 * Artifacts.
 */
artifacts: ArtifactFigures, 
/**
 * Criteria.
 */
criteria: CriteriaFigures, 
/**
 * Findings by severity.
 */
findings: FindingFigures, 
/**
 * The gravest finding: the next thing to do.
 */
next: Finding | null, };

export type CriterionState = "covered" | "text-missing" | "artifact-missing" | "open" | "left-open";

export type CriterionArtifact = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its number.
 */
number: number | null, 
/**
 * Its title; the id when there is no such artifact.
 */
title: string, 
/**
 * Main or supporting.
 */
role: "main" | "supporting", };

export type CriterionRow = { 
/**
 * Stable key.
 */
key: string, 
/**
 * 1..25.
 */
number: number, 
/**
 * Shown code; empty where it has none (the reflection).
 */
code: string, 
/**
 * The standard's name; `null` for the reflection.
 */
standard: string | null, 
/**
 * Our paraphrase.
 */
paraphrase: string, 
/**
 * How far it is.
 */
state: CriterionState, 
/**
 * Words written.
 */
words: number, 
/**
 * Attached artifacts in the learner's order.
 */
artifacts: Array<CriterionArtifact>, 
/**
 * Findings about it.
 */
findings: number, };

export type Picture = { 
/**
 * `artifact/evidence`, answered by the `artifact:` protocol.
 */
id: string, 
/**
 * Text alternative.
 */
alt: string, };

export type ArtifactCard = { 
/**
 * Its id.
 */
id: string, 
/**
 * Place in the bundle.
 */
number: number | null, 
/**
 * Title.
 */
title: string, 
/**
 * How far it is.
 */
state: "planned" | "drafted" | "ready", 
/**
 * Items of evidence.
 */
evidence: number, 
/**
 * First picture of its evidence.
 */
picture: Picture | null, 
/**
 * Findings about it.
 */
findings: number, };

export type PackRequest = { 
/**
 * A draft is packed whatever is missing, and says so.
 */
draft: boolean, 
/**
 * `YYYY-MM-DD`; `null`: the portfolio's `prepared_on`, else today.
 */
date: string | null, };

export type PackPhase = "writing" | "verifying";

export type PackStep = { 
/**
 * Bytes done.
 */
done: number, 
/**
 * Bytes in all.
 */
total: number, 
/**
 * What is being done.
 */
phase: PackPhase, };

export type PackOutcome = { "kind": "packed", 
/**
 * Where.
 */
path: string, 
/**
 * Its checksum.
 */
sha256: string, 
/**
 * Files in it.
 */
files: number, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Whether it is a draft.
 */
draft: boolean, } | { "kind": "refused", 
/**
 * All of them.
 */
findings: Array<Finding>, } | { "kind": "cancelled" };
