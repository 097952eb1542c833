/** The open portfolio of the backend in memory: pages that can be changed, and a log of what they were. */
import type {
  ArtifactPage,
  CriterionPage,
  CriterionRow,
  Done,
  EarlierText,
  Edit,
  EvidenceItem,
  Failure,
  Finding,
  LogWords,
  RemovedItem,
  Similar,
  TextOf,
  TextPast,
  WaivedMark,
} from "./bindings";
import * as m from "../paraglide/messages.js";
import type { Portfolio } from "./fake-data";
import { beside, item, leave } from "./fake-evidence";
import { FakeHistory } from "./fake-history";
import { LABELS } from "./fake-labels";

type Removed = { item: RemovedItem; page: ArtifactPage };
type State = { criteria: CriterionPage[]; artifacts: ArtifactPage[]; waived: WaivedMark[]; removed: Removed[] };
type Entry = { label: string; before: State };

const gone = (): Failure => ({ code: "gone", message: m.error_gone(), hint: m.error_hint_gone() });
const changed = (): Failure => ({
  code: "text-changed",
  message: m.error_text_changed(),
  hint: m.error_hint_text_changed(),
});

const NOTHING_PAST: TextPast = { emptied: null, unsaved: null };

export class FakeDesk {
  #state: State;
  #findings: Finding[];
  #done: Entry[] = [];
  #undone: Entry[] = [];
  readonly history = new FakeHistory();

  constructor(portfolio: Portfolio) {
    const { criteria, artifacts, findings } = portfolio;
    this.#findings = findings;
    const about = (id: string) => findings.filter(({ subject }) => subject.id === id);
    this.#state = {
      criteria: criteria.map((row) => criterionPage(row, about(row.key))),
      artifacts: artifacts.map((card) => ({
        ...artifactPage(card.id, card.title),
        card,
        evidence: Array.from({ length: card.evidence }, (_, at) => item(`item-${at + 1}`, `page-${at + 1}.pdf`)),
        criteria: criteria.filter((row) => row.artifacts.some(({ id }) => id === card.id)).map(({ key }) => key),
        findings: about(card.id),
      })),
      waived: [],
      removed: [],
    };
  }

  /** Those of these that nobody has marked. */
  standing(findings: Finding[]): Finding[] {
    return findings.filter((finding) => !this.#state.waived.some(isAbout(finding)));
  }

  get pages(): ArtifactPage[] {
    return this.#state.artifacts;
  }

  get waived(): WaivedMark[] {
    return this.#state.waived;
  }

  get rows(): CriterionRow[] {
    return this.#state.criteria.map(({ row }) => row);
  }

  get cards() {
    return this.#state.artifacts.map(({ card }) => ({ ...card, criteria: this.#served(card.id) }));
  }

  #served(id: string): string[] {
    return this.rows.filter(({ artifacts }) => artifacts.some((attached) => attached.id === id)).map(({ key }) => key);
  }

  criterion(key: string): CriterionPage {
    const page = structuredClone(this.#criterion(key));
    return { ...page, findings: this.standing(page.findings) };
  }

  artifact(id: string): ArtifactPage {
    const page = structuredClone(this.#artifact(id));
    return { ...page, findings: this.standing(page.findings) };
  }

  similar(key: string, text: string): Similar[] {
    const others = this.#state.criteria.filter((page) => page.row.key !== key && page.text !== "");
    return others.filter((page) => page.text === text).map(({ row }) => ({ key: row.key, share: 1 }));
  }

  saveText(of: TextOf, text: string, base: string): string {
    const now = this.#page(of);
    if (now.revision !== base) throw changed();
    this.#remember(m.change_text());
    this.history.keep(of, now.text, "saved");
    const page = this.#page(of);
    page.text = text;
    page.revision = revision(text);
    page.past = NOTHING_PAST;
    if (of.kind === "criterion") settle(this.#criterion(of.id));
    return page.revision;
  }

  #page({ kind, id }: TextOf): CriterionPage | ArtifactPage {
    return kind === "criterion" ? this.#criterion(id) : this.#artifact(id);
  }

  earlierTexts(of: TextOf): EarlierText[] {
    return this.history.earlier(of, this.#page(of).text);
  }

  acceptText(of: TextOf): void {
    this.#page(of).past = NOTHING_PAST;
  }

  get removed(): RemovedItem[] {
    return this.#state.removed.map(({ item }) => item);
  }

  putBack(key: string): void {
    const found = this.#state.removed.find(({ item }) => item.key === key);
    if (!found) throw { code: "unknown-removal", message: m.error_unknown_removal(), hint: m.error_hint_unknown_removal() };
    this.#remember(m.change_put_back());
    this.#state.removed = this.#state.removed.filter(({ item }) => item.key !== key);
    this.#state.artifacts.push(found.page);
  }

  /** The program ended before these words were saved. */
  crashed(id: string, text: string): void {
    this.history.keep({ kind: "criterion", id }, text, "unsaved");
    this.#criterion(id).past = { emptied: null, unsaved: "2026-11-24T12:00:00Z" };
  }

  /** Another program writes. */
  writeFromOutside(key: string, text: string): void {
    const { text: before } = this.#criterion(key);
    const emptied = text.trim() === "" && before.trim() !== "" ? before : null;
    Object.assign(this.#criterion(key), { text, revision: revision(text), past: { emptied, unsaved: null } });
  }

  edit(edit: Edit): string | null {
    this.#remember(LABELS[edit.kind]());
    const made = this.#apply(edit);
    this.#state.criteria.forEach(settle);
    return made;
  }

  importInto(into: string | null, names: string[]): string {
    this.#remember(m.change_import());
    const id = into ?? this.#newArtifact(names[0]?.replace(/\.[^.]*$/, "") ?? "", false);
    const page = this.#artifact(id);
    for (const name of names) page.evidence.push(item(`item-${page.evidence.length + 1}`, name));
    page.card = { ...page.card, evidence: page.evidence.length };
    return id;
  }

  /** One step of undo. */
  changeFiles<Made>(label: string, change: (pages: ArtifactPage[]) => Made): Made {
    this.#remember(label);
    return change(this.#state.artifacts);
  }

  addViewable(artifact: string, evidence: string, file: string | null): Done | null {
    if (file === null) return null;
    this.#remember(m.change_viewable_copies());
    beside(this.#artifact(artifact), evidence, file);
    return { id: null, log: this.log };
  }

  #trash(id: string): null {
    const page = this.#artifact(id);
    this.#state.artifacts = this.#state.artifacts.filter(({ card }) => card.id !== id);
    for (const { row } of this.#state.criteria) row.artifacts = row.artifacts.filter((attached) => attached.id !== id);
    const item = { key: `removed-${id}`, at: "2026-11-24T12:00:00Z", name: page.card.title, place: "", files: page.evidence.length + 1 };
    this.#state.removed.unshift({ item, page });
    return null;
  }

  get log(): LogWords {
    return { undo: this.#done.at(-1)?.label ?? null, redo: this.#undone.at(-1)?.label ?? null, closed: false };
  }

  undo(): void {
    this.#turn(this.#done, this.#undone);
  }

  redo(): void {
    this.#turn(this.#undone, this.#done);
  }

  #turn(from: Entry[], to: Entry[]): void {
    const entry = from.pop();
    if (!entry) return;
    to.push({ label: entry.label, before: this.#state });
    this.#state = entry.before;
  }

  #remember(label: string): void {
    this.#done.push({ label, before: structuredClone(this.#state) });
    this.#undone = [];
  }

  #criterion(key: string): CriterionPage {
    const page = this.#state.criteria.find(({ row }) => row.key === key);
    if (!page) throw gone();
    return page;
  }

  #artifact(id: string): ArtifactPage {
    const page = this.#state.artifacts.find(({ card }) => card.id === id);
    if (!page) throw gone();
    return page;
  }

  #apply(edit: Edit): string | null {
    switch (edit.kind) {
      case "attach":
        return this.#attach(edit.criterion, edit.artifact, edit.role);
      case "detach": {
        const { row } = this.#criterion(edit.criterion);
        row.artifacts = row.artifacts.filter(({ id }) => id !== edit.artifact);
        return null;
      }
      case "criterion":
        Object.assign(this.#criterion(edit.key), edit.set);
        if (edit.set.selfScore !== undefined) this.#criterion(edit.key).row.selfScore = edit.set.selfScore;
        return null;
      case "new-artifact": {
        const id = this.#newArtifact(edit.title, edit.planned);
        this.#artifact(id).text = edit.text;
        if (edit.link) this.#link(id, edit.link);
        return id;
      }
      case "artifact": {
        const page = this.#artifact(edit.id);
        const { title = page.card.title, state = page.card.state, ...rest } = edit.set;
        const { kind = page.card.kind, made = page.card.made } = rest;
        const people = rest.people?.map(({ who }) => who) ?? page.card.people;
        Object.assign(page, rest, { card: { ...page.card, title, state, kind, made, people } });
        return null;
      }
      case "remove-artifact":
        return this.#trash(edit.id);
      case "order":
        this.#order(edit.ids);
        return null;
      case "add-link":
        this.#link(edit.artifact, edit.link);
        return null;
      case "evidence":
        Object.assign(this.#evidence(edit.artifact, edit.id), edit.set);
        return null;
      case "remove-evidence": {
        const page = this.#artifact(edit.artifact);
        page.evidence = page.evidence.filter(({ id }) => id !== edit.id);
        return null;
      }
      case "remove-beside":
        return leave(this.#evidence(edit.artifact, edit.id), edit.key);
      case "list-file": {
        const page = this.#artifact(edit.artifact);
        page.unlisted = page.unlisted.filter((file) => file !== edit.file);
        page.evidence.push(item(`item-${page.evidence.length + 1}`, edit.file.split("/").at(-1) ?? edit.file));
        return null;
      }
      case "waive":
        return this.#waive(edit);
      case "unwaive":
        this.#state.waived = this.#state.waived.filter((mark) => !isAbout(edit)(mark));
        return null;
      default:
        return null;
    }
  }

  #waive({ rule, subject, reason }: Extract<Edit, { kind: "waive" }>): null {
    const [finding] = this.#findings.filter(isAbout({ rule, subject }));
    if (!finding) throw gone();
    const { message } = finding;
    this.#state.waived.push({ rule, subject, message, reason, on: "2026-11-24", counts: true });
    return null;
  }

  #attach(key: string, id: string, role: "main" | "supporting"): null {
    const { row } = this.#criterion(key);
    const { number, title } = this.#artifact(id).card;
    const there = row.artifacts.find((attached) => attached.id === id);
    if (there) there.role = role;
    else row.artifacts.push({ id, number, title, role });
    return null;
  }

  #newArtifact(title: string, planned: boolean): string {
    const id = `artifact-${this.#state.artifacts.length + 1}`;
    const page = artifactPage(id, title);
    page.card.number = this.#state.artifacts.length + 1;
    page.card.state = planned ? "planned" : "drafted";
    this.#state.artifacts.push(page);
    return id;
  }

  #link(id: string, link: string): void {
    const page = this.#artifact(id);
    if (!/^https?:\/\/\S+/.test(link.trim())) {
      throw { code: "bad-value", message: "This is no web address.", hint: "It begins with https://." } satisfies Failure;
    }
    page.evidence.push({ ...item(`link-${page.evidence.length + 1}`, link.trim()), link: link.trim(), kind: null, bytes: null });
    page.card = { ...page.card, evidence: page.evidence.length };
  }

  #evidence(id: string, evidence: string): EvidenceItem {
    const found = this.#artifact(id).evidence.find((one) => one.id === evidence);
    if (!found) throw gone();
    return found;
  }

  #order(ids: string[]): void {
    const place = (id: string) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
    this.#state.artifacts.sort((a, b) => place(a.card.id) - place(b.card.id));
    this.#state.artifacts.forEach(({ card }, at) => (card.number = at + 1));
  }
}

type About = Pick<Finding, "rule" | "subject">;

function isAbout(wanted: About): (one: About) => boolean {
  const told = ({ rule, subject: { kind, id, file, field } }: About) => JSON.stringify([rule, kind, id, file, field]);
  return (one) => told(one) === told(wanted);
}

function revision(text: string): string {
  return `of ${text}`;
}

function settle({ row, text, emptyOnPurpose }: CriterionPage): void {
  row.words = text.split(/\s+/).filter(Boolean).length;
  const [written, attached] = [row.words > 0, row.artifacts.length > 0 || row.key === "reflection"];
  if (written && attached) row.state = "covered";
  else if (emptyOnPurpose) row.state = "left-open";
  else row.state = written ? "artifact-missing" : attached && row.key !== "reflection" ? "text-missing" : "open";
}

function criterionPage(row: CriterionRow, findings: CriterionPage["findings"]): CriterionPage {
  const text = row.words > 0 ? `${row.code || "I"} ${"word ".repeat(row.words - 1)}`.trim() : "";
  return {
    row: structuredClone(row),
    relation: "same",
    change: "",
    status: row.state === "covered" ? "ready" : "open",
    emptyOnPurpose: row.state === "left-open",
    selfScore: row.selfScore,
    note: "",
    checklist: [],
    pins: [],
    text,
    revision: revision(text),
    past: NOTHING_PAST,
    minWords: row.key === "reflection" ? null : 60,
    maxWords: row.key === "reflection" ? 1200 : 250,
    similar: [],
    findings,
  };
}

function artifactPage(id: string, title: string): ArtifactPage {
  return {
    card: { id, number: null, title, state: "drafted", evidence: 0, picture: null, findings: 0, kind: "", made: "", people: [], criteria: [] },
    kind: "",
    made: "",
    until: "",
    audience: "",
    summary: "",
    myPart: "",
    note: "",
    makers: [],
    people: [],
    redact: [],
    rights: [],
    evidence: [],
    text: "",
    revision: revision(""),
    past: NOTHING_PAST,
    criteria: [],
    unlisted: [],
    findings: [],
  };
}
