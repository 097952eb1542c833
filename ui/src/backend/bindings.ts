// Generated from src-tauri/src/view by `cargo xtask bindings`; a test fails when it is stale.

export type Opened = { 
/**
 * Which opening of this process it is: whoever writes says it.
 */
opening: number, 
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
line: number | null, 
/**
 * Whether it can be marked "checked, doesn't apply".
 */
waivable: boolean, };

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
pass: number, 
/**
 * Judged by the learner to earn the point.
 */
earned: number, 
/**
 * Judged at all.
 */
judged: number, };

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
 * Where the portfolio stands.
 */
stage: StageFigures, 
/**
 * How far it is.
 */
readiness: ReadinessFigures, 
/**
 * Done against plan; `null` without a due date.
 */
pace: PaceChart | null, 
/**
 * The next time of work; `null` where none is planned.
 */
nextBlock: BlockLine | null, 
/**
 * There is a due date that no calendar made on this machine has.
 */
offerCalendar: boolean, 
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
 * The gravest findings, at most four: the next thing to do, and what comes after it. All of them can be thousands.
 */
gravest: Array<Finding>, };

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
findings: number, 
/**
 * 0, 1, or `null` for not judged.
 */
selfScore: number | null, };

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
findings: number, 
/**
 * Lesson, student work …
 */
kind: string, 
/**
 * When; empty where not said.
 */
made: string, 
/**
 * Labels of people shown.
 */
people: Array<string>, 
/**
 * Keys of the criteria it is attached to.
 */
criteria: Array<string>, };

export type CheckItem = { 
/**
 * What to have done.
 */
text: string, 
/**
 * Done.
 */
done: boolean, };

export type PinWords = { 
/**
 * The artifact.
 */
artifact: string, 
/**
 * Page from 1, time or region, as it is written.
 */
place: string, };

export type Similar = { 
/**
 * Its key.
 */
key: string, 
/**
 * Share of common runs of words, 0..=1.
 */
share: number, };

export type RoleWord = "main" | "supporting";

export type CriterionPage = { 
/**
 * Its row in the list.
 */
row: CriterionRow, 
/**
 * The indicator of the newer edition against the older one.
 */
relation: "same" | "refined" | "replaced", 
/**
 * What changed between the editions; empty when nothing did.
 */
change: string, 
/**
 * How far the learner calls it.
 */
status: "open" | "drafted" | "ready", 
/**
 * Left open knowingly.
 */
emptyOnPurpose: boolean, 
/**
 * Would it earn the point: 0, 1, or not judged.
 */
selfScore: number | null, 
/**
 * Private note.
 */
note: string, 
/**
 * The learner's own checklist.
 */
checklist: Array<CheckItem>, 
/**
 * Where to look in each attached artifact, by its id.
 */
pins: Array<PinWords>, 
/**
 * The text, Markdown.
 */
text: string, 
/**
 * What the text is saved against.
 */
revision: string, 
/**
 * What its history says.
 */
past: TextPast, 
/**
 * Fewest words.
 */
minWords: number | null, 
/**
 * Most words.
 */
maxWords: number | null, 
/**
 * Others whose text is much the same, most alike first.
 */
similar: Array<Similar>, 
/**
 * Findings about it.
 */
findings: Array<Finding>, };

export type MakerLine = { 
/**
 * Name; private.
 */
name: string, 
/**
 * How the submission names the person.
 */
shownAs: string, 
/**
 * What the person did.
 */
part: string, };

export type PersonLine = { 
/**
 * The learner's label.
 */
who: string, 
/**
 * Ids of evidence; empty: anywhere.
 */
shownIn: Array<string>, 
/**
 * Consent.
 */
consent: "given" | "missing" | "withdrawn" | "not-needed", 
/**
 * Last day it holds, `YYYY-MM-DD` or empty.
 */
until: string, 
/**
 * Note.
 */
note: string, };

export type RightLine = { 
/**
 * What it is.
 */
what: string, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * Its licence or permission.
 */
licence: string, };

export type ViewableOffer = { 
/**
 * What a copy would be.
 */
shape: "picture" | "pdf" | "video" | "poster", 
/**
 * Which program would make it; `null` where none on this machine can.
 */
by: string | null, };

export type UnshownFile = { 
/**
 * Id of its artifact.
 */
artifact: string, 
/**
 * What that is called.
 */
title: string, 
/**
 * Id of the item.
 */
evidence: string, 
/**
 * The file, below the artifact's folder.
 */
file: string, 
/**
 * What can be done.
 */
offer: ViewableOffer, };

export type SetMember = { 
/**
 * Its id.
 */
artifact: string, 
/**
 * Keys of the criteria that only it answers in the set.
 */
alone: Array<string>, 
/**
 * It only fills the set up.
 */
forSize: boolean, };

export type HangingOn = { 
/**
 * Its key.
 */
criterion: string, 
/**
 * The artifact's id.
 */
artifact: string, };

export type Solution = { 
/**
 * The set, by number.
 */
set: Array<SetMember>, 
/**
 * Keys of criteria that have no artifact in it.
 */
open: Array<string>, 
/**
 * The fewest artifacts that answer as much.
 */
fewest: number, 
/**
 * Criteria no two of which one artifact serves; where there are as many as `fewest`, they say why fewer will not do.
 */
apart: Array<string>, 
/**
 * How many the programme asks for.
 */
min: number, 
/**
 * And at most.
 */
max: number, 
/**
 * Criteria that hang on one artifact, with its id.
 */
hanging: Array<HangingOn>, 
/**
 * Ids of artifacts that can each be left out alone.
 */
spare: Array<string>, 
/**
 * Keys of the criteria for which one new artifact would do most; those that have none first.
 */
next: Array<string>, 
/**
 * Keys of the criteria that are lost with the artifact that was left out; `null` where none was.
 */
lost: Array<string> | null, };

export type NotMadeOf = { 
/**
 * What its artifact is called.
 */
title: string, 
/**
 * The file, below its artifact's folder.
 */
file: string, 
/**
 * Why, in words.
 */
reason: string, };

export type Beside = { 
/**
 * What it is there for: the header's key.
 */
key: "viewable" | "captions" | "transcript" | "capture" | "poster", 
/**
 * Its name.
 */
name: string, };

export type EvidenceItem = { 
/**
 * Its id.
 */
id: string, 
/**
 * The file's name; of a link its address.
 */
name: string, 
/**
 * Address, when it lives on the web.
 */
link: string | null, 
/**
 * The files beside it: captured copy, viewable copy, captions, transcript, poster.
 */
beside: Array<Beside>, 
/**
 * Caption.
 */
caption: string, 
/**
 * Text alternative.
 */
alt: string, 
/**
 * No text alternative is needed.
 */
decorative: boolean, 
/**
 * When the link was last opened from a signed-out browser.
 */
checked: string | null, 
/**
 * What its file is.
 */
kind: "web-image" | "other-image" | "svg" | "pdf" | "office" | "old-office" | "web-video" | "other-video" | "audio" | "text" | "html" | "archive" | "program" | "pointer" | "unknown" | null, 
/**
 * Its size; `null` when the file is not there or it has none.
 */
bytes: number | null, 
/**
 * A file that it names is not there.
 */
missing: boolean, 
/**
 * A picture of it.
 */
picture: Picture | null, 
/**
 * What its clean copy, which goes into the package, is without, in words; empty where there is none.
 */
cleaned: Array<string>, 
/**
 * A copy that any browser shows, or a poster, can stand beside it, and does not.
 */
viewable: ViewableOffer | null, };

export type ArtifactPage = { 
/**
 * Its card.
 */
card: ArtifactCard, 
/**
 * Lesson, student work …
 */
kind: string, 
/**
 * When it was made, or the beginning of a period: `YYYY-MM-DD`, `YYYY-MM`, `YYYY` or empty.
 */
made: string, 
/**
 * End of the period.
 */
until: string, 
/**
 * For whom.
 */
audience: string, 
/**
 * What it is.
 */
summary: string, 
/**
 * The candidate's part.
 */
myPart: string, 
/**
 * Private note.
 */
note: string, 
/**
 * Co-makers.
 */
makers: Array<MakerLine>, 
/**
 * People shown.
 */
people: Array<PersonLine>, 
/**
 * Redaction still to do.
 */
redact: Array<string>, 
/**
 * Others' material.
 */
rights: Array<RightLine>, 
/**
 * Evidence in bundle order.
 */
evidence: Array<EvidenceItem>, 
/**
 * The reflection on it, Markdown.
 */
text: string, 
/**
 * What the text is saved against.
 */
revision: string, 
/**
 * What its history says.
 */
past: TextPast, 
/**
 * Keys of the criteria it is attached to.
 */
criteria: Array<string>, 
/**
 * Files in its folder that no item names, below the portfolio.
 */
unlisted: Array<string>, 
/**
 * Findings about it.
 */
findings: Array<Finding>, };

export type TextOf = { "kind": "criterion", 
/**
 * Its key.
 */
id: string, } | { "kind": "artifact", 
/**
 * Its id.
 */
id: string, };

export type CriterionFields = { 
/**
 * How far it is.
 */
status?: "open" | "drafted" | "ready", 
/**
 * Left open knowingly.
 */
emptyOnPurpose?: boolean, 
/**
 * 0, 1, or `null` for not judged.
 */
selfScore?: number | null, 
/**
 * Private note.
 */
note?: string, 
/**
 * The whole checklist.
 */
checklist?: Array<CheckItem>, };

export type ArtifactFields = { 
/**
 * Title.
 */
title?: string, 
/**
 * How far it is.
 */
state?: "planned" | "drafted" | "ready", 
/**
 * Lesson, student work …
 */
kind?: string, 
/**
 * Empty: not said.
 */
made?: string, 
/**
 * Empty: not said.
 */
until?: string, 
/**
 * For whom.
 */
audience?: string, 
/**
 * What it is.
 */
summary?: string, 
/**
 * The candidate's part.
 */
myPart?: string, 
/**
 * Private note.
 */
note?: string, 
/**
 * All co-makers.
 */
makers?: Array<MakerLine>, 
/**
 * All people shown.
 */
people?: Array<PersonLine>, 
/**
 * All redaction still to do.
 */
redact?: Array<string>, 
/**
 * All others' material.
 */
rights?: Array<RightLine>, };

export type EvidenceFields = { 
/**
 * Caption.
 */
caption?: string, 
/**
 * Text alternative.
 */
alt?: string, 
/**
 * No text alternative is needed.
 */
decorative?: boolean, 
/**
 * `YYYY-MM-DD`; empty: never.
 */
checked?: string, };

export type SettingsFields = { 
/**
 * The candidate's name.
 */
name?: string, 
/**
 * For file names.
 */
familyName?: string, 
/**
 * Job title.
 */
title?: string, 
/**
 * Short description of the role.
 */
role?: string, 
/**
 * Teaches a class.
 */
classroom?: boolean, 
/**
 * Who "the students" are otherwise.
 */
students?: string, 
/**
 * The learner's own word for students.
 */
learners?: string, 
/**
 * Language of the bundle.
 */
language?: string, 
/**
 * Id of the programme.
 */
profile?: string, 
/**
 * Date of the bundle.
 */
preparedOn?: string, 
/**
 * End of the cohort's course.
 */
courseEnd?: string, 
/**
 * The learner's own completion.
 */
ownCompletion?: string, 
/**
 * What ISTE or the provider told.
 */
officialDue?: string, 
/**
 * What is not said to be somebody else's is the candidate's own work.
 */
ownWork?: boolean, 
/**
 * Help of AI tools, in the candidate's words.
 */
aiHelp?: string, };

export type Edit = { "kind": "attach", criterion: string, artifact: string, role: RoleWord, } | { "kind": "detach", criterion: string, artifact: string, } | { "kind": "criterion", key: string, set: CriterionFields, was?: CriterionFields, } | { "kind": "new-artifact", title: string, planned: boolean, link: string | null, text: string, } | { "kind": "artifact", id: string, set: ArtifactFields, was?: ArtifactFields, } | { "kind": "remove-artifact", id: string, } | { "kind": "order", ids: Array<string>, } | { "kind": "add-link", artifact: string, link: string, } | { "kind": "evidence", artifact: string, id: string, set: EvidenceFields, was?: EvidenceFields, } | { "kind": "remove-evidence", artifact: string, id: string, } | { "kind": "remove-beside", artifact: string, id: string, key: string, } | { "kind": "list-file", artifact: string, file: string, } | { "kind": "waive", rule: string, subject: FindingSubject, reason: string, } | { "kind": "unwaive", rule: string, subject: FindingSubject, } | { "kind": "settings", set: SettingsFields, was?: SettingsFields, } | { "kind": "plan", set: PlanFields, was?: PlanFields, } | { "kind": "course-start", start: string, was?: string, } | { "kind": "course-step", key: string, set: CourseStepFields, was?: CourseStepFields, } | { "kind": "remove-course-step", key: string, } | { "kind": "extensions", extensions: Array<ExtensionLine>, was: Array<ExtensionLine>, } | { "kind": "remove-document", path: string, };

export type LogWords = { 
/**
 * What can be taken back.
 */
undo: string | null, 
/**
 * What can be done again.
 */
redo: string | null, 
/**
 * The change that made the folder a portfolio was taken back: nothing is open any more.
 */
closed: boolean, };

export type Done = { 
/**
 * What undo would do now.
 */
log: LogWords, 
/**
 * Id of the artifact that was made.
 */
id: string | null, };

export type ViewablesMade = { 
/**
 * They lie in the portfolio; `null` when none was made, as when that was stopped.
 */
done: Done | null, 
/**
 * Of how many items one was made.
 */
made: number, 
/**
 * At least one shows the first of several pages.
 */
firstPage: boolean, 
/**
 * Which were not made.
 */
failed: Array<NotMadeOf>, };

export type Saved = { 
/**
 * What the next save is made against.
 */
revision: string, 
/**
 * What undo would do now.
 */
log: LogWords, };

export type HandInPage = { 
/**
 * Every document says "draft": a required finding stands.
 */
draft: boolean, 
/**
 * In the order of the artifacts.
 */
files: Array<HandInFile>, 
/**
 * How many addresses the map still needs.
 */
missing: number, 
/**
 * Address of the portal; empty where it is not known.
 */
portal: string, 
/**
 * Address of the shared folder; empty where it is not known.
 */
folder: string, 
/**
 * The last day on which everyone can open the addresses, `YYYY-MM-DD`, or empty.
 */
accessUntil: string, 
/**
 * Where the files will lie, to be shown.
 */
place: string, 
/**
 * They lie there.
 */
laidOut: boolean, };

export type HandInFile = { 
/**
 * As in a bundle.
 */
name: string, 
/**
 * What it is.
 */
what: string, 
/**
 * The map needs no address of itself.
 */
kind: "evidence" | "reflection" | "map", 
/**
 * Its size.
 */
bytes: number, 
/**
 * Empty where it is not known.
 */
address: string, 
/**
 * Uploaded as it is.
 */
uploaded: boolean, 
/**
 * Changed since it was uploaded.
 */
changed: boolean, 
/**
 * The address was opened from a signed-out browser.
 */
opened: boolean, };

export type HandInEdit = { "kind": "address", 
/**
 * Its name.
 */
name: string, 
/**
 * The address.
 */
text: string, } | { "kind": "uploaded", 
/**
 * Its name.
 */
name: string, 
/**
 * Ticked.
 */
on: boolean, } | { "kind": "opened", 
/**
 * Its name.
 */
name: string, 
/**
 * Ticked.
 */
on: boolean, } | { "kind": "portal", 
/**
 * The address.
 */
text: string, } | { "kind": "folder", 
/**
 * The address.
 */
text: string, } | { "kind": "until", 
/**
 * `YYYY-MM-DD`.
 */
text: string, };

export type HandInList = { 
/**
 * What undo would do now.
 */
log: LogWords, 
/**
 * Addresses that were taken.
 */
matched: number, 
/**
 * Lines that gave none.
 */
unmatched: Array<HandInLine>, };

export type HandInLine = { 
/**
 * The line.
 */
line: string, 
/**
 * Why not.
 */
why: "no-address" | "no-name" | "several-names" | "several-addresses" | "shared-address", };

export type HandInOutcome = { "kind": "laid", 
/**
 * Files that were written.
 */
written: number, 
/**
 * Files that lay there already.
 */
kept: number, 
/**
 * Files that were taken away.
 */
removed: Array<string>, 
/**
 * What lies there too and is not of this portfolio.
 */
others: Array<string>, 
/**
 * The map is among them.
 */
map: boolean, } | { "kind": "cancelled" };

export type PackRequest = { 
/**
 * A draft is packed whatever is missing, and says so.
 */
draft: boolean, 
/**
 * `YYYY-MM-DD`; `null`: the portfolio's `prepared_on`, else today.
 */
date: string | null, };

export type PackStep = { 
/**
 * Bytes done.
 */
done: number, 
/**
 * Bytes in all.
 */
total: number, };

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
draft: boolean, 
/**
 * What is less in it than could be.
 */
findings: Array<Finding>, } | { "kind": "refused", 
/**
 * All of them.
 */
findings: Array<Finding>, } | { "kind": "cancelled" };

export type PackPlace = { 
/**
 * Where it will lie.
 */
path: string, 
/**
 * The date on it, `YYYY-MM-DD`.
 */
date: string, };

export type Recent = { 
/**
 * Names it.
 */
key: string, 
/**
 * The folder's name.
 */
title: string, 
/**
 * Its folder, to be shown.
 */
path: string, 
/**
 * The day it was opened last.
 */
opened: string, 
/**
 * The folder is not there now.
 */
missing: boolean, };

export type Programme = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Edition of the standards.
 */
edition: string, 
/**
 * How it writes the first criterion after the reflection: `1a` or `2.1.a`.
 */
example: string, 
/**
 * Last day on which it was offered; `null`: it still is.
 */
validUntil: string | null, };

export type StartPage = { 
/**
 * The last first.
 */
recent: Array<Recent>, 
/**
 * Default first.
 */
programmes: Array<Programme>, };

export type NewPortfolio = { 
/**
 * The candidate's name.
 */
name: string, 
/**
 * For file names.
 */
familyName: string, 
/**
 * Short description of the role.
 */
role: string, 
/**
 * Teaches a class.
 */
classroom: boolean, 
/**
 * The learner's own word for students.
 */
learners: string, 
/**
 * Language of the bundle.
 */
language: string, 
/**
 * Id of the programme.
 */
profile: string, 
/**
 * `YYYY-MM-DD`; empty: not known.
 */
courseEnd: string, };

export type LooseGroup = { 
/**
 * Its title.
 */
title: string, 
/**
 * Paths below the folder.
 */
files: Array<string>, 
/**
 * Their size.
 */
bytes: number, };

export type LooseFolder = { 
/**
 * The folder, to be shown.
 */
path: string, 
/**
 * Its name.
 */
title: string, 
/**
 * The artifacts it would have.
 */
groups: Array<LooseGroup>, 
/**
 * Files in all.
 */
files: number, 
/**
 * Bytes in all.
 */
bytes: number, 
/**
 * It holds far more than one portfolio.
 */
tooMany: boolean, };

export type ChosenPackage = { 
/**
 * Its file name.
 */
name: string, 
/**
 * Its folder, to be shown.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, };

export type Chosen = { "kind": "portfolio", 
/**
 * What is open.
 */
opened: Opened, } | { "kind": "package", 
/**
 * Which.
 */
package: ChosenPackage, } | { "kind": "loose", 
/**
 * What it holds.
 */
folder: LooseFolder, };

export type LastBackup = { 
/**
 * Where it was put, to be shown.
 */
path: string, 
/**
 * When, RFC 3339.
 */
made: string, 
/**
 * Files in it.
 */
files: number, 
/**
 * Its size.
 */
bytes: number, 
/**
 * When it was tried, RFC 3339; `null` when it was not.
 */
tried: string | null, 
/**
 * It is at that place now.
 */
there: boolean, };

export type DiskUse = { 
/**
 * The portfolio itself.
 */
portfolio: number, 
/**
 * Earlier versions of its texts.
 */
history: number, 
/**
 * What was removed.
 */
trash: number, 
/**
 * Bundles and the backup that are still where they were made.
 */
packages: number, 
/**
 * Free on its disk; `null` where the system does not tell.
 */
free: number | null, 
/**
 * The disk may soon be full.
 */
tight: boolean, 
/**
 * Free on the disk of the app's own folder, where that one may soon be full and the portfolio's not; else `null`.
 */
own: number | null, };

export type Keeping = { 
/**
 * `null` when none was made here.
 */
last: LastBackup | null, 
/**
 * Something was written since.
 */
changedSince: boolean, 
/**
 * It is time for another one, and the learner has not put that off.
 */
remind: boolean, 
/**
 * Where the next one will lie, to be shown.
 */
place: string, 
/**
 * What it takes.
 */
disk: DiskUse, };

export type BackupOutcome = { "kind": "made", 
/**
 * Names of what is not in it: links, special files, names that no package can hold.
 */
skipped: Array<string>, } | { "kind": "cancelled" };

export type Apart = "changed" | "new" | "gone";

export type ApartFile = { 
/**
 * Its path in the portfolio.
 */
path: string, 
/**
 * How it differs.
 */
how: Apart, };

export type RehearsalOutcome = { "kind": "held", 
/**
 * Files that are in the portfolio as they are in the backup.
 */
same: number, 
/**
 * The others.
 */
apart: Array<ApartFile>, } | { "kind": "damaged", 
/**
 * Every fault.
 */
findings: Array<Finding>, } | { "kind": "cancelled" };

export type RestoreOutcome = { "kind": "restored", 
/**
 * What is open.
 */
opened: Opened, 
/**
 * Files written, each compared with what the package says of it.
 */
files: number, 
/**
 * A reader's copy of a submission, and not the learner's own folder again.
 */
copy: boolean, } | { "kind": "refused", 
/**
 * Every fault.
 */
findings: Array<Finding>, } | { "kind": "cancelled" };

export type Theme = "system" | "light" | "dark" | "contrast";

export type Width = "narrow" | "normal" | "wide";

export type Preferences = { 
/**
 * Colours.
 */
theme: Theme, 
/**
 * Percent, 80 to 200.
 */
textSize: number, 
/**
 * Language of the window; empty: the system's.
 */
language: "" | "en" | "es", 
/**
 * No movement, whatever the system says.
 */
reducedMotion: boolean, 
/**
 * How wide a line of writing may be.
 */
width: Width, 
/**
 * Questions that help to write are shown.
 */
prompts: boolean, 
/**
 * Minutes before a time of work at which the window reminds; `null`: it does not.
 */
remind: number | null, 
/**
 * How long writing takes is learned, on this machine.
 */
learn: boolean, };

export type PortfolioSettings = { 
/**
 * Why changes of other programs are seen late (`remote`, `limit`, `refused`); `null` where they are seen at once.
 */
polled: string | null, 
/**
 * The candidate's name.
 */
name: string, 
/**
 * For file names.
 */
familyName: string, 
/**
 * Job title.
 */
title: string, 
/**
 * Short description of the role.
 */
role: string, 
/**
 * Teaches a class.
 */
classroom: boolean, 
/**
 * Who "the students" are otherwise.
 */
students: string, 
/**
 * The learner's own word for students.
 */
learners: string, 
/**
 * Language of the bundle.
 */
language: string, 
/**
 * Id of the programme.
 */
profile: string, 
/**
 * What is not said to be somebody else's is the candidate's own work.
 */
ownWork: boolean, 
/**
 * Help of AI tools, in the candidate's words.
 */
aiHelp: string, 
/**
 * Those that can be chosen, and the one in use.
 */
programmes: Array<Programme>, };

export type DueStep = { 
/**
 * Where it comes from.
 */
basis: "cohort" | "own" | "official" | "extension", 
/**
 * The day it was reckoned from; `null` for a date that was told.
 */
start: string | null, 
/**
 * The due date it gives.
 */
date: string, 
/**
 * The month is too short for the day: its last day counts.
 */
clamped: boolean, 
/**
 * It rests on a day before the course, and is not used.
 */
tooEarly: boolean, 
/**
 * It is the one that counts.
 */
counts: boolean, };

export type StageFigures = { 
/**
 * Where.
 */
stage: "undated" | "clock-behind" | "before" | "course" | "portfolio" | "last-week" | "last-day" | "past" | "submitted" | "not-yet" | "certified", 
/**
 * The due date is that of an extension.
 */
extended: boolean, 
/**
 * Which month of the portfolio's time it is.
 */
month: number | null, 
/**
 * Which week of the course it is.
 */
week: number | null, 
/**
 * First day of the course.
 */
courseStart: string | null, 
/**
 * The day something is noted for, which the clock says is still to come.
 */
clockBehind: string | null, 
/**
 * The day it was handed in.
 */
submitted: string | null, 
/**
 * When the certification ends.
 */
lapse: LapseFigures | null, 
/**
 * How the course stands.
 */
course: CoursePlan["state"], 
/**
 * Minutes of work that are left.
 */
minutes: number, 
/**
 * Minutes a week that would do.
 */
needed: number | null, };

export type LapseFigures = { 
/**
 * Its last day.
 */
date: string, 
/**
 * It was told, not reckoned.
 */
told: boolean, 
/**
 * From this day on the learner is reminded.
 */
remind: string, 
/**
 * That day has come.
 */
near: boolean, };

export type PlanPage = { 
/**
 * The day the figures are reckoned from.
 */
today: string, 
/**
 * Where the portfolio stands.
 */
stage: StageFigures, 
/**
 * Why nothing is known of `plan.toml`; `null` where it can be read.
 */
fault: Finding | null, 
/**
 * End of the cohort's course.
 */
courseEnd: string | null, 
/**
 * The learner's own completion.
 */
ownCompletion: string | null, 
/**
 * What ISTE or the provider told.
 */
officialDue: string | null, 
/**
 * Date a bundle carries.
 */
preparedOn: string | null, 
/**
 * Extensions, as they were granted.
 */
extensions: Array<ExtensionLine>, 
/**
 * Months from a course's end to the due date.
 */
months: number, 
/**
 * Days to the cautious date.
 */
cautiousDays: number, 
/**
 * Days between the chosen end of the work and the due date.
 */
slackDays: number, 
/**
 * The learner told them.
 */
slackTold: boolean, 
/**
 * Years a certification lasts.
 */
lapseYears: number, 
/**
 * The due date; `null` without any date.
 */
due: DueFigures | null, 
/**
 * All dates considered.
 */
steps: Array<DueStep>, 
/**
 * The course.
 */
course: CoursePlan, 
/**
 * The work in the learner's week.
 */
week: WeekPlan, 
/**
 * Done against plan; `null` without a due date.
 */
pace: PaceChart | null, 
/**
 * Where the calendar will lie.
 */
calendarPlace: string, 
/**
 * What came of it.
 */
outcome: OutcomeFacts, };

export type CalendarWritten = { 
/**
 * Where it lies.
 */
path: string, 
/**
 * Events in it.
 */
events: number, 
/**
 * Those of them that say: this no longer is.
 */
cancelled: number, };

export type CoursePlan = { 
/**
 * Key of its form.
 */
form: string, 
/**
 * Keys of the forms the programme has.
 */
forms: Array<string>, 
/**
 * How it stands.
 */
state: "unknown" | "before" | "running" | "ended" | "passed" | "not-passed" | "unfinished", 
/**
 * First day, as the learner told it.
 */
start: string | null, 
/**
 * First day, told or reckoned.
 */
begins: string | null, 
/**
 * Last day, told or reckoned.
 */
ends: string | null, 
/**
 * First and last day on which somebody may end it who is faster or slower.
 */
slack: [string, string] | null, 
/**
 * Its steps, by day.
 */
steps: Array<CourseStepLine>, 
/**
 * Name of the cohort.
 */
cohort: string, 
/**
 * Who gives it.
 */
provider: string, 
/**
 * Who leads it.
 */
facilitator: string, 
/**
 * The learner left before its end.
 */
unfinished: boolean, 
/**
 * Points of its result.
 */
points: number | null, 
/**
 * Percent of it.
 */
percent: number | null, 
/**
 * Points there are, points to pass, percent to pass.
 */
asked: [number, number, number], 
/**
 * When the result was told.
 */
resultOn: string | null, 
/**
 * The document that shows it.
 */
proof: string | null, 
/**
 * The programme's pages.
 */
links: Array<CourseLinkLine>, 
/**
 * The programme's documents.
 */
documents: Array<CourseDocument>, 
/**
 * Last day on which the programme was offered, where the course begins after it.
 */
offeredUntil: string | null, };

export type CourseStepLine = { 
/**
 * Its key.
 */
key: string, 
/**
 * Its name in full.
 */
name: string, 
/**
 * What the learner calls it; empty: as the form does.
 */
title: string, 
/**
 * The learner's own.
 */
own: boolean, 
/**
 * Somebody is there at a time: attendance and an address make sense.
 */
meeting: boolean, 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * First day, as the learner told it; empty: as the form has it.
 */
fromTold: string, 
/**
 * Last day, as the learner told it; empty: as the form has it.
 */
toTold: string, 
/**
 * Least and most minutes.
 */
asked: [number, number] | null, 
/**
 * Nobody has to be there.
 */
optional: boolean, 
/**
 * This cohort has no such step.
 */
leftOut: boolean, 
/**
 * The day it was done.
 */
done: string | null, 
/**
 * Was there.
 */
attended: boolean | null, 
/**
 * Minutes it took.
 */
minutes: number | null, 
/**
 * Address of the meeting.
 */
link: string, };

export type CourseDocument = { 
/**
 * Below the portfolio.
 */
path: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its size.
 */
bytes: number, };

export type CourseLinkLine = { 
/**
 * What it is.
 */
title: string, 
/**
 * Its address on the web.
 */
address: string, };

export type CourseStepFields = { 
/**
 * Its name; empty: the form's.
 */
title?: string, 
/**
 * First day; empty: where the form puts it.
 */
from?: string, 
/**
 * Last day; empty: where the form puts it.
 */
to?: string, 
/**
 * This cohort has no such step.
 */
leftOut?: boolean, 
/**
 * The day it was done.
 */
done?: string, 
/**
 * Was there; `null`: not said.
 */
attended?: boolean | null, 
/**
 * Minutes it took.
 */
minutes?: number | null, 
/**
 * Address of the meeting.
 */
link?: string, };

export type PlanFields = { 
/**
 * Key of the course's form.
 */
form?: string, 
/**
 * Name of the cohort.
 */
cohort?: string, 
/**
 * Who gives the course.
 */
provider?: string, 
/**
 * Who leads it.
 */
facilitator?: string, 
/**
 * The learner left before its end.
 */
unfinished?: boolean, 
/**
 * Points of the course's result.
 */
points?: number | null, 
/**
 * Percent of it.
 */
percent?: number | null, 
/**
 * When it was told.
 */
resultOn?: string, 
/**
 * The document that shows it; empty: none.
 */
proof?: string, 
/**
 * All pages of the programme.
 */
links?: Array<CourseLinkLine>, 
/**
 * All times of the week.
 */
slots?: Array<SlotLine>, 
/**
 * All pauses.
 */
pauses?: Array<PauseLine>, 
/**
 * The day by which all should be finished.
 */
finishBy?: string, 
/**
 * Days between that day and the due date, where no day was chosen.
 */
slackDays?: number | null, 
/**
 * Days before a date on which the calendar rings.
 */
daysBefore?: Array<number>, 
/**
 * Minutes before a time of work at which it rings.
 */
minutesBefore?: number | null, 
/**
 * The day somebody else had read it.
 */
feedback?: string, 
/**
 * The day it was handed in.
 */
submitted?: string, 
/**
 * What the reviewers said.
 */
result?: "certified" | "not-yet" | null, 
/**
 * The day they said it.
 */
outcomeOn?: string, 
/**
 * Last day of the certification, as it was told.
 */
lapses?: string, };

export type SlotLine = { 
/**
 * Which day.
 */
day: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday", 
/**
 * `HH:MM`; empty: some time that day.
 */
at: string, 
/**
 * How long.
 */
minutes: number, };

export type PauseLine = { 
/**
 * First day.
 */
from: string, 
/**
 * Last day.
 */
to: string, 
/**
 * Why.
 */
note: string, };

export type ExtensionLine = { 
/**
 * When it was granted; empty: not said.
 */
granted: string, 
/**
 * The new due date; empty: not said.
 */
due: string, 
/**
 * Private note.
 */
note: string, };

export type WeekPlan = { 
/**
 * Times of the week.
 */
slots: Array<SlotLine>, 
/**
 * Days without work.
 */
pauses: Array<PauseLine>, 
/**
 * The chosen day by which all should be finished.
 */
chosen: string | null, 
/**
 * That day, chosen or reckoned.
 */
finishBy: string | null, 
/**
 * Minutes of work that are left.
 */
minutes: number, 
/**
 * Pieces of work that are left.
 */
tasks: Array<TaskLine>, 
/**
 * Times of work.
 */
blocks: Array<BlockLine>, 
/**
 * Minutes for which there is no time before the due date.
 */
unplaced: number, 
/**
 * The last time of work lies after that day, or there is no time for all.
 */
late: boolean, 
/**
 * Minutes of the learner's week.
 */
weekly: number, 
/**
 * Minutes a week that would do.
 */
needed: number | null, 
/**
 * Days before a date on which the calendar rings.
 */
daysBefore: Array<number>, 
/**
 * Minutes before a time of work at which it rings.
 */
minutesBefore: number | null, 
/**
 * There is work to plan: it was not handed in, and the clock is right.
 */
plans: boolean, };

export type TaskLine = { 
/**
 * What kind.
 */
work: "artifact" | "contextualization" | "reflection" | "artifact-reflection" | "attaching" | "consent" | "alt-text" | "privacy" | "mending" | "feedback" | "handing-in" | "none", 
/**
 * As one line.
 */
title: string, 
/**
 * What it is about.
 */
subject: FindingSubject, 
/**
 * The rule that asks for it.
 */
rule: string | null, 
/**
 * Minutes it takes.
 */
minutes: number, };

export type BlockLine = { 
/**
 * The day.
 */
date: string, 
/**
 * When it begins; empty: some time that day.
 */
at: string, 
/**
 * How long.
 */
minutes: number, 
/**
 * Which of that day's times, from 0.
 */
turn: number, 
/**
 * What is done in it.
 */
parts: Array<BlockPart>, 
/**
 * The same as one line that others may see.
 */
outline: string, };

export type BlockPart = { 
/**
 * Place in the list of tasks.
 */
task: number, 
/**
 * Minutes for it here.
 */
minutes: number, 
/**
 * It goes on in another time.
 */
goesOn: boolean, };

export type OutcomeFacts = { 
/**
 * The day somebody else had read it.
 */
feedback: string | null, 
/**
 * The day it was handed in.
 */
submitted: string | null, 
/**
 * What the reviewers said.
 */
result: "certified" | "not-yet" | null, 
/**
 * The day they said it.
 */
on: string | null, 
/**
 * Last day of the certification, as it was told.
 */
lapses: string | null, };

export type PaceChart = { 
/**
 * First day of the line.
 */
start: string, 
/**
 * Its last day.
 */
finishBy: string, 
/**
 * Criteria there are.
 */
total: number, 
/**
 * Criteria answered.
 */
done: number, 
/**
 * Criteria that the line has reached today.
 */
planned: number, 
/**
 * Criteria a week that lead to the end in time, in tenths; `null` when that day is past.
 */
neededTenths: number | null, 
/**
 * What was answered on days.
 */
seen: Array<PacePoint>, 
/**
 * What the own pace says: nothing where too little is known.
 */
forecast: "done" | "too-little" | "range", 
/**
 * Whole weeks that this rests on.
 */
weeks: number, 
/**
 * The day on which the better weeks would be through.
 */
early: string | null, 
/**
 * The day on which the others would be; `null`: they say nothing.
 */
late: string | null, };

export type PacePoint = { 
/**
 * The day.
 */
date: string, 
/**
 * Criteria answered.
 */
done: number, };

export type ReadinessFigures = { 
/**
 * 0 to 10000.
 */
hundredths: number, 
/**
 * What each rule takes off, most first.
 */
taken: Array<TakenOff>, };

export type TakenOff = { 
/**
 * Rule id.
 */
rule: string, 
/**
 * What the first of its findings says.
 */
message: string, 
/**
 * Its findings.
 */
findings: number, 
/**
 * In hundredths.
 */
hundredths: number, };

export type NextChoice = { 
/**
 * What kind of work.
 */
work: TaskLine["work"], 
/**
 * As one line.
 */
title: string, 
/**
 * Minutes it takes.
 */
minutes: number, 
/**
 * It is more than the time there is.
 */
begins: boolean, 
/**
 * What it brings, in hundredths of readiness.
 */
gain: number, 
/**
 * The pieces of work, in order.
 */
tasks: Array<TaskLine>, };

export type WaivedMark = { 
/**
 * Rule id.
 */
rule: string, 
/**
 * What it is about.
 */
subject: FindingSubject, 
/**
 * What was found; empty where it is not found any more.
 */
message: string, 
/**
 * Why it does not apply.
 */
reason: string, 
/**
 * The day it was marked; empty where that is not known.
 */
on: string, 
/**
 * The mark holds; `false` when what was judged has changed since.
 */
counts: boolean, };

export type EarlierBundle = { 
/**
 * Names it.
 */
key: string, 
/**
 * File name.
 */
name: string, 
/**
 * Where it was saved, to be shown.
 */
path: string, 
/**
 * The day it was made.
 */
made: string, 
/**
 * Marked as a draft.
 */
draft: boolean, 
/**
 * Its size.
 */
bytes: number, 
/**
 * Files in it.
 */
files: number, 
/**
 * SHA-256 of the file.
 */
sha256: string, 
/**
 * It is at that place now.
 */
there: boolean, };

export type BundleVerdict = { 
/**
 * Whole, complete, and what it says it is.
 */
valid: boolean, 
/**
 * Byte for byte the file that was made.
 */
sameBytes: boolean, 
/**
 * Files that were read.
 */
files: number, 
/**
 * Bytes that were read.
 */
bytes: number, 
/**
 * Every fault.
 */
findings: Array<Finding>, };

export type RehearsalStep = { 
/**
 * How it ended.
 */
outcome: "proved" | "noted" | "failed" | "not_tried", 
/**
 * What was proved, with figures.
 */
message: string, };

export type BundleRehearsal = { 
/**
 * Everything that is required holds.
 */
proved: boolean, 
/**
 * In order.
 */
steps: Array<RehearsalStep>, 
/**
 * All findings, the gravest first.
 */
findings: Array<Finding>, 
/**
 * Where the certificate lies; `null` where it could not be written.
 */
certificate: string | null, };

export type BundleChangeKind = "about" | "criterion" | "artifact";

export type BundleChange = { 
/**
 * What it is about.
 */
kind: BundleChangeKind, 
/**
 * Criterion key, or the artifact's id; empty for an artifact that is gone.
 */
id: string, 
/**
 * What to call it.
 */
title: string, 
/**
 * How it differs.
 */
change: "added" | "removed" | "changed", 
/**
 * In what.
 */
what: Array<"text" | "artifacts" | "evidence" | "details">, };

export type Found = "artifact" | "criterion" | "note" | "file";

export type Hit = { 
/**
 * What it is.
 */
kind: Found, 
/**
 * Artifact id or criterion key.
 */
id: string | null, 
/**
 * The artifact in whose folder it lies.
 */
artifact: string | null, 
/**
 * Its title, else the file's name.
 */
title: string, 
/**
 * Words around the first place found.
 */
snippet: string, 
/**
 * Below the portfolio, to be shown.
 */
path: string, };

export type TextPiece = { "kind": "agreed", 
/**
 * The text of it.
 */
text: string, } | { "kind": "both", 
/**
 * What was written in the window.
 */
mine: string, 
/**
 * What came from outside.
 */
theirs: string, 
/**
 * One below the other.
 */
both: string, };

export type Merged = { 
/**
 * What stands there.
 */
text: string, 
/**
 * What it is saved against.
 */
revision: string, 
/**
 * Both together.
 */
pieces: Array<TextPiece>, };

export type FieldApart = { 
/**
 * Names it.
 */
key: string, 
/**
 * What it is called, in the middle of a sentence.
 */
name: string, 
/**
 * What the portfolio says.
 */
mine: string, 
/**
 * What the copy says.
 */
theirs: string, };

export type CopyApart = { 
/**
 * What is said beside the text.
 */
fields: Array<FieldApart>, 
/**
 * The text; the original's is "mine".
 */
pieces: Array<TextPiece>, };

export type AwayKind = "copy-same" | "copy-merge" | "copy-choose" | "copy-beside" | "copy-instead" | "twin-same" | "twin" | "renamed" | "renamed-likely" | "elsewhere" | "changed" | "emptied" | "lost" | "lost-kept" | "added" | "edited" | "deleted" | "moved" | "new";

export type AwayItem = { 
/**
 * Names it.
 */
key: string, 
/**
 * What kind of thing.
 */
kind: AwayKind, 
/**
 * It is done along with all that is proposed.
 */
proposed: boolean, 
/**
 * The file or text, as it is called now.
 */
name: string, 
/**
 * What it belongs to: a criterion's code, an artifact's title, a folder; may be empty.
 */
place: string, 
/**
 * Whose copy, the name before, or the folder now; may be empty.
 */
detail: string, 
/**
 * What a copy of settings says otherwise, in the middle of a sentence.
 */
differs: Array<string>, 
/**
 * The text that can be opened; `null` when there is none.
 */
text: TextOf | null, };

export type VersionOrigin = "saved" | "found" | "conflict" | "unsaved";

export type EarlierText = { 
/**
 * Names it.
 */
key: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Why it is there.
 */
origin: VersionOrigin, 
/**
 * The text, without its header.
 */
text: string, };

export type TextPast = { 
/**
 * What stood there before another program emptied it; `null` when none did.
 */
emptied: string | null, 
/**
 * When words of it were written that were not saved when the program ended, RFC 3339; `null` when there are none
 * that nobody has looked at.
 */
unsaved: string | null, };

export type RemovedItem = { 
/**
 * Names it.
 */
key: string, 
/**
 * When, RFC 3339; `null` when that is not known.
 */
at: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * Where it was: the title of the artifact it belonged to, or the folder; may be empty.
 */
place: string, 
/**
 * Files in it.
 */
files: number, };

export type PrivateState = "to-clean" | "cleaned" | "cannot";

export type PrivateFile = { 
/**
 * Id of its artifact.
 */
artifact: string, 
/**
 * What that is called.
 */
title: string, 
/**
 * The file, below the artifact's folder.
 */
file: string, 
/**
 * Kinds of details, in words.
 */
kinds: Array<string>, 
/**
 * What can be done.
 */
state: PrivateState, 
/**
 * Why no copy can be made, in words.
 */
reason: string | null, };

export type HelpLink = { 
/**
 * Names it.
 */
key: string, 
/**
 * What it is.
 */
label: string, 
/**
 * Its address, to be shown before it is opened.
 */
address: string, };

export type HelpPage = { 
/**
 * Of the app.
 */
version: string, 
/**
 * The "not affiliated" line.
 */
notice: string, 
/**
 * The programme's pages.
 */
links: Array<HelpLink>, };

export type MenuItem = "new" | "open" | "quick-add" | "search" | "settings" | "help" | "diagnostics" | "undo" | "redo" | "larger" | "smaller" | "usual-size";
