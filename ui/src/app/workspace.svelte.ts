/** The one state of the window: which portfolio is open and what is known of it. */
import { untrack } from "svelte";

import type {
  ArtifactCard,
  Backend,
  BackupOutcome,
  BundleRehearsal,
  Chosen,
  ChosenPackage,
  CriterionRow,
  Done,
  Edit,
  EvidenceOf,
  Failure,
  Finding,
  HandInEdit,
  HandInList,
  HandInOutcome,
  LogWords,
  LooseFolder,
  NewPortfolio,
  Opened,
  Overview,
  PortfolioSettings,
  RehearsalOutcome,
  RestoreOutcome,
  Saved,
  TextOf,
  ViewablesMade,
} from "../backend";
import * as m from "../paraglide/messages.js";
import { announcer } from "../shared/announce.svelte";
import { asFailure } from "../shared/failure";
import { learnersWord } from "../shared/learners";
import { Resource } from "../shared/resource.svelte";
import { Job } from "./job.svelte";
import { Packing } from "./packing.svelte";
import { AppPreferences } from "./preferences.svelte";

const NOTHING: LogWords = { undo: null, redo: null, closed: false };

export class Workspace {
  readonly #door: Backend;
  readonly overview: Resource<Overview>;
  readonly criteria: Resource<CriterionRow[]>;
  readonly artifacts: Resource<ArtifactCard[]>;
  /** All of them, which can be thousands: read only while {@link watchFindings} asks for them. */
  readonly findings: Resource<Finding[]>;
  readonly settings: Resource<PortfolioSettings>;
  readonly preferences: AppPreferences;
  opened = $state.raw<Opened | null>(null);
  /** For what is open now; whoever goes on with something when another portfolio may be open keeps theirs. */
  readonly backend: Backend = $derived.by(() => this.#door.in(this.opened?.opening ?? 0));
  /** Why the last attempt to open something came to nothing. */
  failure = $state.raw<Failure | null>(null);
  /** What is being opened. */
  opening = $state<"folder" | "sample" | "new" | null>(null);
  /** A folder without a portfolio that was chosen, and can become one. */
  loose = $state.raw<LooseFolder | null>(null);
  /** What undo and redo would do. */
  log = $state.raw<LogWords>(NOTHING);
  /** Why the last change was not made; `null` after one that was. */
  trouble = $state.raw<Failure | null>(null);
  /** Goes up whenever something may have changed: open pages then read anew. */
  turn = $state(0);
  /** A package that was chosen, and can become a portfolio again. */
  package = $state.raw<ChosenPackage | null>(null);
  readonly packing: Packing;
  readonly layingOut: Job<HandInOutcome>;
  readonly backup: Job<BackupOutcome>;
  readonly rehearsal: Job<RehearsalOutcome>;
  readonly restoring: Job<RestoreOutcome>;
  /** Whether the copies were made. */
  readonly cleaning: Job<boolean>;
  /** `null`: it was stopped. */
  readonly bundleRehearsal: Job<BundleRehearsal | null>;
  /** Copies that any browser shows, and posters; `null` where that failed. */
  readonly copying: Job<ViewablesMade | null>;
  /** Of which item; `null`: of all. */
  copied = $state.raw<EvidenceOf | null>(null);
  /** Which bundle is rehearsed, or was last. */
  rehearsed = $state<string | null>(null);
  /** Screens that show every finding. */
  #watching = 0;

  constructor(backend: Backend) {
    this.#door = backend;
    this.overview = new Resource(() => backend.overview());
    this.criteria = new Resource(() => backend.criteria());
    this.artifacts = new Resource(() => backend.artifacts());
    this.findings = new Resource(() => backend.findings());
    this.settings = new Resource(() => backend.portfolioSettings());
    this.preferences = new AppPreferences(backend);
    const current = () => this.backend;
    this.packing = new Packing(current);
    this.layingOut = new Job(current);
    [this.backup, this.rehearsal, this.restoring] = [new Job(current), new Job(current), new Job(current)];
    [this.cleaning, this.bundleRehearsal, this.copying] = [new Job(current), new Job(current), new Job(current)];
  }

  get #jobs() {
    const onPackages = [this.packing, this.layingOut, this.backup, this.rehearsal, this.restoring];
    return [...onPackages, this.cleaning, this.bundleRehearsal, this.copying];
  }

  /** A long piece of work is being done; there is one at a time. */
  get busy(): boolean {
    return this.#jobs.some((job) => job.busy);
  }

  /** What the person calls those who learn from them. */
  get learners(): string {
    return learnersWord(this.settings.value?.learners);
  }

  get #resources() {
    return [this.overview, this.criteria, this.artifacts, this.settings];
  }

  /** Reads the findings now and after each change, until the answer is called: for the effect of a screen. */
  watchFindings(): () => void {
    this.#watching += 1;
    void untrack(() => this.findings.load());
    return () => (this.#watching -= 1);
  }

  /** Takes up the person's preferences, and the portfolio that the program was started with, if there is one. */
  async resume(): Promise<void> {
    const preferred = this.preferences.load();
    // Asked before it is known whether anything is open: the first screen would wait for each round trip.
    void this.overview.load();
    const log = this.#words();
    try {
      this.opened = await this.backend.opened();
    } catch (error) {
      this.failure = asFailure(error);
    }
    if (this.opened) {
      this.log = await log;
      for (const resource of this.#resources) if (resource !== this.overview) void resource.load();
    } else {
      this.overview.clear();
    }
    await preferred;
  }

  /** Whether a portfolio was opened; `false` too when the person closed the dialog. */
  chooseFolder(): Promise<boolean> {
    return this.#open("folder", async () => this.#look(await this.backend.chooseFolder()));
  }

  /** Opens what was dropped on the window. */
  openDropped(): Promise<boolean> {
    return this.#open("folder", async () => this.#look(await this.backend.openDropped()));
  }

  openRecent(key: string): Promise<boolean> {
    return this.#open("folder", async () => this.#look(await this.backend.openRecent(key)));
  }

  /** Asks for a package that should become a portfolio again. */
  choosePackage(): Promise<boolean> {
    return this.#open("folder", async () => this.#look(await this.backend.choosePackage()));
  }

  /** Makes the chosen package a portfolio and opens it; how many files it has, `null` when nothing came of it. */
  async restore(doing: string): Promise<number | null> {
    await this.restoring.start(doing, (onStep) => this.backend.restore(onStep));
    const { state } = this.restoring;
    if (state.kind !== "done" || state.outcome.kind !== "restored") return null;
    const { opened, files } = state.outcome;
    await this.#take(opened);
    return files;
  }

  openSample(): Promise<boolean> {
    return this.#open("sample", () => this.backend.openSample());
  }

  /** Makes a portfolio: of the {@link loose} folder when there is one, else in a folder of its own. */
  make(portfolio: NewPortfolio): Promise<boolean> {
    const ask = this.loose ? "adoptFolder" : "newPortfolio";
    return this.#open("new", () => this.backend[ask](portfolio));
  }

  /** A folder that is no portfolio yet is kept, to be offered as one. A closed dialog leaves all as it was. */
  #look(chosen: Chosen | null): Opened | null {
    if (!chosen) return null;
    this.loose = chosen.kind === "loose" ? chosen.folder : null;
    this.package = chosen.kind === "package" ? chosen.package : null;
    return chosen.kind === "portfolio" ? chosen.opened : null;
  }

  /** What was opened from outside takes the place of what was open. Whether it is a portfolio. */
  show(chosen: Chosen): Promise<boolean> {
    return this.#take(this.#look(chosen));
  }

  /** Reads everything anew; what is shown stays until it is there. */
  async refresh(): Promise<void> {
    if (!this.opened) return;
    this.turn += 1;
    const watched = this.#watching > 0 ? [this.findings] : [];
    // What nobody looks at would be of another moment when somebody does.
    if (watched.length === 0) this.findings.clear();
    await Promise.all([...this.#resources, ...watched].map((resource) => resource.load()));
  }

  /** Makes a change of what `backend` is for; `null` when it could not be made, and {@link trouble} then says why. */
  change(edit: Edit, backend = this.backend): Promise<Done | null> {
    return this.#write((door) => door.edit(edit), backend);
  }

  /** Brings files in, from the system's dialog or as they were dropped; `null` when nothing came of it. */
  bringIn(from: "dialog" | "drop", into: string | null): Promise<Done | null> {
    return this.#write((backend) => (from === "dialog" ? backend.importFiles(into) : backend.importDropped(into)));
  }

  /** Makes the clean copies that are missing; whether they are made, which they are not when that was stopped. */
  async clean(doing: string): Promise<boolean> {
    const { backend } = this;
    await this.cleaning.start(doing, async (onStep) => {
      const done = await backend.clean(onStep);
      if (done && this.#tell(backend, done.log)) await this.refresh();
      return done !== null;
    });
    const { state } = this.cleaning;
    return state.kind === "done" && state.outcome;
  }

  /** Rehearses the bundle `of`; without a key it is the one that was just made. */
  async rehearseBundle(doing: string, of: string, key?: string): Promise<void> {
    if (this.busy) return;
    this.rehearsed = of;
    await this.bundleRehearsal.start(doing, (onStep) => this.backend.rehearseBundle(onStep, key));
  }

  /** Makes copies that any browser shows, and posters, of one item or of all that lack them; `null` when that failed, and
   * {@link trouble} then says why. */
  async makeViewables(doing: string, of: EvidenceOf | null): Promise<ViewablesMade | null> {
    if (this.busy) return null;
    this.copied = of;
    await this.copying.start(doing, async (onStep) => {
      let made: ViewablesMade | null = null;
      await this.#write(async (backend) => (made = await backend.makeViewables(of, onStep)).done);
      return made;
    });
    const { state } = this.copying;
    return state.kind === "done" ? state.outcome : null;
  }

  /** Takes a file that the person made as that copy; `null` when nothing came of it. */
  addViewable(artifact: string, evidence: string): Promise<Done | null> {
    return this.#write((backend) => backend.addViewable(artifact, evidence));
  }

  /** Brings in a picture from the clipboard; `null` when it could not be, and {@link trouble} then says why. */
  paste(name: string, bytes: Uint8Array, into: string | null): Promise<Done | null> {
    return this.#write((backend) => backend.importPasted(name, bytes, into));
  }

  /** Puts back what was removed; `null` when it could not be, and {@link trouble} then says why. */
  putBack(key: string): Promise<Done | null> {
    return this.#write((backend) => backend.putBack(key));
  }

  /** Writes down one thing about handing in; whether it is on the disk. */
  async editHandIn(edit: HandInEdit): Promise<boolean> {
    return (await this.#write((backend) => backend.editHandIn(edit))) !== null;
  }

  /** Copies documents of the programme onto their shelf; `false` too when the dialog was closed. */
  async addDocuments(): Promise<boolean> {
    return (await this.#write((backend) => backend.addDocuments())) !== null;
  }

  /** Takes the addresses of a list; `null` when it could not be, and {@link trouble} then says why. */
  pasteAddresses(text: string): Promise<HandInList | null> {
    return this.#write((backend) => backend.pasteAddresses(text));
  }

  /** Does what is proposed for what happened; `null` when it could not be done, and {@link trouble} then says why. */
  answerAway(keys: string[]): Promise<Done | null> {
    return this.#write((backend) => backend.answerAway(keys));
  }

  /** Puts a copy and its original together. */
  mergeCopy(key: string, text: string, fields: string[]): Promise<Done | null> {
    return this.#write((backend) => backend.mergeCopy(key, text, fields));
  }

  /** Saves a text that `backend` is for. Rejects with the failure: the writing stays on the screen, which says so beside it. */
  async saveText(of: TextOf, text: string, base: string, backend: Backend): Promise<Saved> {
    const saved = await backend.saveText(of, text, base);
    if (this.#tell(backend, saved.log)) await this.refresh();
    return saved;
  }

  async undo(): Promise<void> {
    const { undo } = this.log;
    if (undo && (await this.#write(async (backend) => ({ log: await backend.undo() })))) {
      announcer.say(m.ui_undone({ what: undo }));
    }
  }

  async redo(): Promise<void> {
    const { redo } = this.log;
    if (redo && (await this.#write(async (backend) => ({ log: await backend.redo() })))) {
      announcer.say(m.ui_redone({ what: redo }));
    }
  }

  async #write<T extends { log: LogWords }>(
    ask: (backend: Backend) => Promise<T | null>,
    backend = this.backend,
  ): Promise<T | null> {
    try {
      const done = await ask(backend);
      this.trouble = null;
      if (!done || !this.#tell(backend, done.log)) return null;
      await this.refresh();
      return done;
    } catch (error) {
      // Another one each time, though it says the same: it is to be told again.
      this.trouble = { ...asFailure(error) };
      // What stands there instead is to be seen beside it.
      if (this.trouble.code === "field-changed") await this.refresh();
      return null;
    }
  }

  /** What undo and redo would do after a change; whether the portfolio that was changed is still open. */
  #tell(backend: Backend, log: LogWords): boolean {
    if (backend !== this.backend) return false;
    this.log = log;
    if (log.closed) this.opened = null;
    return true;
  }

  async #open(what: NonNullable<Workspace["opening"]>, ask: () => Promise<Opened | null>): Promise<boolean> {
    if (this.opening || this.busy) return false;
    this.opening = what;
    this.failure = null;
    try {
      return await this.#take(await ask());
    } catch (error) {
      this.failure = asFailure(error);
      return false;
    } finally {
      this.opening = null;
    }
  }

  #words(): Promise<LogWords> {
    return this.backend.log().catch(() => NOTHING);
  }

  async #take(opened: Opened | null): Promise<boolean> {
    if (!opened) return false;
    for (const resource of [...this.#resources, this.findings]) resource.clear();
    for (const job of this.#jobs) job.reset();
    this.opened = opened;
    this.loose = null;
    this.package = null;
    this.trouble = null;
    this.log = await this.#words();
    // Not awaited: a screen is shown at once and fills as the answers come.
    void this.refresh();
    return true;
  }
}
