/** The backend in memory: for tests, and for looking at the window in a plain browser. */
import type {
  Backend,
  Chosen,
  Done,
  Edit,
  Finding,
  MenuItem,
  Merged,
  NewPortfolio,
  Opened,
  Overview,
  PackOutcome,
  PackPlace,
  PackRequest,
  PackStep,
  Preferences,
  SettingsFields,
  TextOf,
} from ".";
import { FakeApp, HELP, LOOSE } from "./fake-app";
import { PICTURES, portfolio, SCENARIOS, vanished, type Portfolio, type Scenario } from "./fake-data";
import { FakeAway } from "./fake-away";
import { FakeDesk } from "./fake-desk";
import { readiness } from "./fake-plan";
import { FakePlanning } from "./fake-planning";
import { boundTo, merged } from "./fake-opening";

export type FakeOptions = {
  language: () => string;
  /** What is open from the start. */
  open?: Scenario | null;
  /** What the folder dialog, a drop or a recent portfolio leads to; `null` when the dialog is closed. */
  folder?: Scenario | "loose" | null;
  /** Nothing was done on this machine before. */
  fresh?: boolean;
  /** What the dialog for the bundle's place answers; `null` when it is closed. */
  place?: string | null;
  /** Names of the files that its dialog for files answers and that are dropped; `null` when the dialog is closed. */
  files?: string[] | null;
  /** Milliseconds between two steps of packing. */
  pace?: number;
};

export function isScenario(name: string | null): name is Scenario {
  return SCENARIOS.some((scenario) => scenario === name);
}

export class Fake extends FakePlanning implements Backend {
  #options: FakeOptions;
  #scenario: Scenario | null;
  #opening = 0;
  #place: string | null = null;
  #desk: [Scenario, FakeDesk] | null = null;
  #hear: (count: number) => void = () => {};
  #hearMenu: (item: MenuItem) => void = () => {};
  /** What was kept aside, and in which opening it was written. */
  readonly aside: { opening: number; of: TextOf; text: string }[] = [];
  readonly happened = new FakeAway();
  /** Another program has changed something. */
  changed: () => void = () => {};
  #hearOpened: (chosen: Chosen) => void = () => {};
  readonly app: FakeApp;

  constructor(options: FakeOptions) {
    super();
    this.#options = options;
    this.app = new FakeApp(options.fresh ?? false);
    this.#scenario = options.open ?? null;
    if (this.#scenario) this.#opening = 1;
    if (options.open === "empty") this.planned.dates.courseEnd = null;
  }

  in(opening: number): Backend {
    return boundTo(this, opening, () => this.#opening);
  }

  async opened(): Promise<Opened | null> {
    const { opened } = this.#scenario ? portfolio(this.#scenario, this.#options.language()) : { opened: null };
    return opened && { opening: this.#opening, ...opened };
  }

  /** What is open already stays as it is. */
  #open(scenario: Scenario): Opened {
    if (scenario !== this.#scenario) this.#opening += 1;
    this.#scenario = scenario;
    return { opening: this.#opening, ...this.#read().opened };
  }

  async chooseFolder(): Promise<Chosen | null> {
    const { folder = "unfinished" } = this.#options;
    return folder && this.#choose(folder);
  }

  async openDropped(): Promise<Chosen> {
    return this.#choose(this.#options.folder ?? "unfinished");
  }

  async openRecent(): Promise<Chosen> {
    return this.#choose(this.#options.folder ?? "unfinished");
  }

  async #choose(folder: Scenario | "loose"): Promise<Chosen> {
    if (folder === "loose") return { kind: "loose", folder: structuredClone(LOOSE) };
    if (folder === "failing") throw vanished(this.#options.language());
    return { kind: "portfolio", opened: this.#open(folder) };
  }

  async startPage() {
    return this.app.startPage;
  }

  async forgetRecent(key: string): Promise<void> {
    this.app.forget(key);
  }

  async portfolioPlace(name: string): Promise<string> {
    return this.app.place ?? `${this.app.folder}/${name ? `ISTE portfolio ${name}` : "ISTE portfolio"}`;
  }

  async choosePortfolioPlace(name: string): Promise<string | null> {
    this.app.place = "/home/dana/Desktop/ISTE portfolio";
    return this.portfolioPlace(name);
  }

  async newPortfolio(portfolio: NewPortfolio): Promise<Opened> {
    return this.#make(portfolio, "empty");
  }

  async adoptFolder(portfolio: NewPortfolio): Promise<Opened> {
    return this.#make(portfolio, "unfinished");
  }

  #make({ courseEnd, ...said }: NewPortfolio, scenario: Scenario): Opened {
    Object.assign(this.app.settings, said);
    this.planned.dates.courseEnd = courseEnd || null;
    return this.#open(scenario);
  }

  onOpened(hear: (chosen: Chosen) => void): void {
    this.#hearOpened = hear;
  }

  onChanged(hear: () => void): void {
    this.changed = hear;
  }

  /** The program is started a second time, with a folder. */
  async openFromOutside(folder: Scenario | "loose"): Promise<void> {
    this.#hearOpened(await this.#choose(folder));
  }

  onMenu(hear: (item: MenuItem) => void): void {
    this.#hearMenu = hear;
  }

  /** Chooses in the native menu. */
  chooseInMenu(item: MenuItem): void {
    this.#hearMenu(item);
  }

  async ready(): Promise<void> {}

  async preferences(): Promise<Preferences> {
    return { ...this.app.preferences };
  }

  async setPreferences(preferences: Preferences): Promise<void> {
    this.app.preferences = { ...preferences };
  }

  async portfoliosFolder(): Promise<string> {
    return this.app.folder;
  }

  async choosePortfoliosFolder(): Promise<string | null> {
    this.app.folder = "/home/dana/Portfolios";
    return this.app.folder;
  }

  async portfolioSettings() {
    this.#read();
    return structuredClone(this.app.settings);
  }

  async help() {
    return HELP;
  }

  async openHelpLink(): Promise<void> {}

  async diagnostics(): Promise<string> {
    return `Artifolio ${HELP.version}\nLinux`;
  }

  async copy(text: string): Promise<void> {
    this.app.copied = text;
  }

  async search(words: string) {
    return this.app.search(words, this.#read());
  }

  async openSample(): Promise<Opened> {
    return this.#open("complete");
  }

  protected today(): string {
    return this.#read().overview.today;
  }

  async overview(): Promise<Overview> {
    const read = this.#read();
    const { rows } = this.desk;
    const findings = this.desk.standing(read.findings);
    const count = (wanted: Finding["severity"]) => findings.filter(({ severity }) => severity === wanted).length;
    const figures = { required: count("required"), recommended: count("recommended"), advice: count("advice") };
    const judged = rows.filter(({ selfScore }) => selfScore !== null);
    const criteria = {
      ...read.overview.criteria,
      covered: rows.filter(({ state }) => state === "covered").length,
      earned: judged.filter(({ selfScore }) => selfScore === 1).length,
      judged: judged.length,
    };
    const { due, stage, pace, week } = this.planned.page(this.today());
    const gravest = findings.slice(0, 4);
    const shown = { ...read.overview, criteria, due, findings: figures, gravest, stage, pace, nextBlock: week.blocks[0] ?? null };
    return { ...shown, readiness: readiness(shown), offerCalendar: due !== null && this.planned.calendars === 0 };
  }

  async criteria() {
    this.#read();
    return structuredClone(this.desk.rows);
  }

  async artifacts() {
    this.#read();
    return structuredClone(this.desk.cards);
  }

  async criterion(key: string) {
    return this.desk.criterion(key);
  }

  async artifact(id: string) {
    return this.desk.artifact(id);
  }

  async similar(key: string, text: string) {
    return this.desk.similar(key, text);
  }

  async edit(edit: Edit): Promise<Done> {
    if (edit.kind === "settings") this.#settings(edit.set);
    this.planned.change(edit);
    const id = this.desk.edit(edit);
    return { log: this.desk.log, id };
  }

  #settings({ courseEnd, ownCompletion, officialDue, preparedOn, ...said }: SettingsFields): void {
    Object.assign(this.app.settings, said);
    const dates = { courseEnd, ownCompletion, officialDue, preparedOn };
    for (const [key, date] of Object.entries(dates)) if (date !== undefined) Object.assign(this.planned.dates, { [key]: date || null });
  }

  async saveText(of: TextOf, text: string, base: string) {
    const revision = this.desk.saveText(of, text, base);
    return { revision, log: this.desk.log };
  }

  async merge(of: TextOf, base: string, mine: string): Promise<Merged> {
    const { text, revision } = of.kind === "criterion" ? this.desk.criterion(of.id) : this.desk.artifact(of.id);
    return { text, revision, pieces: merged(base, mine, text) };
  }

  async importFiles(into: string | null): Promise<Done | null> {
    const { files = ["photo.jpg"] } = this.#options;
    return files && { id: this.desk.importInto(into, files), log: this.desk.log };
  }

  addViewable = async (artifact: string, evidence: string) => this.desk.addViewable(artifact, evidence, this.#options.files?.[0] ?? null);

  async importPasted(name: string, _bytes: Uint8Array, into: string | null): Promise<Done> {
    return { id: this.desk.importInto(into, [name]), log: this.desk.log };
  }

  async keepAside(of: TextOf): Promise<string> {
    return `/home/dana/.local/share/artifolio/kept-aside/${of.id}.md`;
  }

  earlierTexts = async (of: TextOf) => this.desk.earlierTexts(of);
  setAside = async (of: TextOf, text: string) => this.desk.history.keep(of, text, "conflict");
  acceptText = async (of: TextOf) => this.desk.acceptText(of);
  away = async () => this.happened.items;
  answerAway = async (keys: string[]): Promise<Done> => (this.happened.answer(keys), { id: null, log: this.desk.log });
  ignoreAway = async (keys: string[]) => this.happened.ignore(keys);
  copyApart = async () => this.happened.apart;
  mergeCopy = async (key: string, text: string, fields: string[]): Promise<Done> => (this.happened.merge(key, text, fields), { id: null, log: this.desk.log });
  removed = async () => this.desk.removed;

  putBack = async (key: string): Promise<Done> => (this.desk.putBack(key), { id: null, log: this.desk.log });

  async reading(text: string): Promise<string> {
    const paragraphs = text.split(/\n{2,}/).filter(Boolean);
    return paragraphs.map((one) => `<p>${one.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`).join("\n");
  }

  async importDropped(into: string | null): Promise<Done> {
    return { id: this.desk.importInto(into, this.#options.files ?? ["photo.jpg"]), log: this.desk.log };
  }

  onDropped(hear: (count: number) => void): void {
    this.#hear = hear;
  }

  /** Drops files on the window. */
  drop(): void {
    this.#hear((this.#options.files ?? ["photo.jpg"]).length);
  }

  log = async () => this.desk.log;
  undo = async () => (this.desk.undo(), this.desk.log);
  redo = async () => (this.desk.redo(), this.desk.log);

  async findings() {
    return this.desk.standing(this.#read().findings);
  }

  async bundlePlace({ draft, date: asked }: PackRequest): Promise<PackPlace> {
    const date = asked ?? "2027-01-10";
    const path = `/home/dana/Documents/Benson_ISTE-Portfolio_${date}${draft ? "-draft" : ""}.zip`;
    return { path: this.#place ?? path, date };
  }

  chooseBundlePlace: Backend["chooseBundlePlace"] = async () => {
    const { place = "/home/dana/Desktop/portfolio.zip" } = this.#options;
    this.#place = place ?? this.#place;
    return place;
  };

  async pack(request: PackRequest, onStep: (step: PackStep) => void): Promise<PackOutcome> {
    const findings = this.desk.standing(this.#read().findings).filter((finding) => finding.severity === "required");
    if (!request.draft && findings.length > 0) return { kind: "refused", findings };
    if (!(await this.steps(onStep))) return { kind: "cancelled" };
    const sha256 = "9f2b6c1d4e8a7035".repeat(4);
    const { path } = await this.bundlePlace(request);
    this.#place = null;
    return { kind: "packed", path, sha256, files: 118, bytes: 7_412_906, draft: request.draft, findings: [] };
  }

  async showBundle(): Promise<void> {}

  async waived() {
    return structuredClone([...this.desk.waived, ...this.app.waived]);
  }

  async earlierBundles() {
    return structuredClone(this.app.bundles);
  }

  verifyBundle = async (key: string) => this.app.verdict(key);

  compareBundle = async () => this.app.changes();

  pictureUrl(id: string): string {
    return PICTURES[id] ?? "";
  }

  setTitle(): void {}

  /** What is open, to be changed; a scenario that is opened anew is as it was. */
  get desk(): FakeDesk {
    const scenario = this.#scenario;
    if (!scenario) throw vanished(this.#options.language());
    if (this.#desk?.[0] !== scenario) this.#desk = [scenario, new FakeDesk(this.#read())];
    return this.#desk[1];
  }

  protected get pace(): number | undefined {
    return this.#options.pace;
  }

  protected logWords = () => this.desk.log;

  protected openRestored(): Opened {
    return this.#open("unfinished");
  }

  #read(): Portfolio {
    if (!this.#scenario || this.#scenario === "failing") throw vanished(this.#options.language());
    return portfolio(this.#scenario, this.#options.language());
  }
}

export function fakeBackend(options: FakeOptions): Fake {
  return new Fake(options);
}
