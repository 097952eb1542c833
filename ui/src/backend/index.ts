/** The one door between the window and what stands behind it. */
import type {
  ArtifactCard,
  ArtifactPage,
  AwayItem,
  BackupOutcome,
  BundleChange,
  BundleRehearsal,
  BundleVerdict,
  CalendarWritten,
  Chosen,
  CopyApart,
  CriterionPage,
  CriterionRow,
  Done,
  EarlierBundle,
  EarlierText,
  Edit,
  Failure,
  Finding,
  HandInEdit,
  HandInList,
  HandInOutcome,
  HandInPage,
  HelpPage,
  Hit,
  Keeping,
  LogWords,
  MenuItem,
  Merged,
  NewPortfolio,
  NextChoice,
  Opened,
  Overview,
  PackOutcome,
  PackPlace,
  PackRequest,
  PackStep,
  PlanPage,
  PortfolioSettings,
  PrivateFile,
  Preferences,
  RehearsalOutcome,
  RemovedItem,
  RestoreOutcome,
  Saved,
  Similar,
  Solution,
  StartPage,
  TextOf,
  UnshownFile,
  ViewablesMade,
  WaivedMark,
} from "./bindings";

export type * from "./bindings";

/** One item of evidence. */
export type EvidenceOf = { artifact: string; evidence: string };

/** Every call rejects with a {@link Failure} and nothing else that a person should read. */
export interface Backend {
  /** The same, as whoever looks at this opening of a portfolio needs it: what writes is refused with `another-open` once
   * another one is open, and words that are kept aside go to the portfolio that they were written in all the same. */
  in(opening: number): Backend;
  /** The portfolio the program was started with or has opened since; `null` before the first. */
  opened(): Promise<Opened | null>;
  /** Asks for a folder in the system's dialog; `null` when the person closed it. */
  chooseFolder(): Promise<Chosen | null>;
  /** Opens the folder that was dropped on the window last. */
  openDropped(): Promise<Chosen>;
  openSample(): Promise<Opened>;
  /** What the first screen offers. */
  startPage(): Promise<StartPage>;
  openRecent(key: string): Promise<Chosen>;
  /** Takes it off the list; the folder stays where it is. */
  forgetRecent(key: string): Promise<void>;
  /** Where a new portfolio of somebody with this name would lie. The window shows paths; it never hands one in. */
  portfolioPlace(name: string): Promise<string>;
  /** Asks in the system's dialog in which folder it should lie; `null` when the person closed it. */
  choosePortfolioPlace(name: string): Promise<string | null>;
  /** Makes it there and opens it. */
  newPortfolio(portfolio: NewPortfolio): Promise<Opened>;
  /** Makes the loose folder that was looked at last a portfolio, as it was shown; one step of undo. */
  adoptFolder(portfolio: NewPortfolio): Promise<Opened>;
  /** Calls back when a folder was opened from outside: the program was started a second time with it. */
  onOpened(hear: (chosen: Chosen) => void): void;
  /** Calls back when another program has changed what the portfolio says. */
  onChanged(hear: () => void): void;
  /** Calls back when the window is about to close, which waits until that is done, but not for long. */
  onClosing(save: () => Promise<void>): void;
  /** Calls back when something was chosen in the native menu. */
  onMenu(hear: (item: MenuItem) => void): void;
  /** The first screen shows what belongs on it: the log says how long that took. */
  ready(): Promise<void>;
  preferences(): Promise<Preferences>;
  setPreferences(preferences: Preferences): Promise<void>;
  /** Where new portfolios are proposed. */
  portfoliosFolder(): Promise<string>;
  /** Asks for another in the system's dialog; `null` when the person closed it. */
  choosePortfoliosFolder(): Promise<string | null>;
  /** What `portfolio.toml` says of the person and the programme; changed by an edit of settings. */
  portfolioSettings(): Promise<PortfolioSettings>;
  /** The due date and how it was reckoned, the course, the week and its work, what came of it. */
  plan(): Promise<PlanPage>;
  /** What is best done in so many minutes, the best first. */
  nextWork(minutes: number): Promise<NextChoice[]>;
  /** Asks in the system's dialog where the calendar goes; `null` when the person closed it. */
  chooseCalendarPlace(): Promise<string | null>;
  /** Writes the calendar there. */
  writeCalendar(): Promise<CalendarWritten>;
  /** Asks for documents of the programme in the system's dialog and copies them in; `null` when it was closed. */
  addDocuments(): Promise<Done | null>;
  /** Opens one in the system's program for it. */
  openDocument(path: string): Promise<void>;
  /** Opens an address of the plan in the system's browser. */
  openPlanAddress(address: string): Promise<void>;
  /** Shows a notification of the system; where it has none nothing happens. */
  notify(title: string, text: string): Promise<void>;
  /** Notes how many minutes more a text took; `fresh`: it was empty when they began. */
  spent(of: TextOf, minutes: number, fresh: boolean): Promise<void>;
  /** Forgets how long work took on this machine. */
  forgetSpent(): Promise<void>;
  help(): Promise<HelpPage>;
  /** Opens a page of the programme in the system's browser. */
  openHelpLink(key: string): Promise<void>;
  /** What to send along with a question about the program; nothing that people wrote. */
  diagnostics(): Promise<string>;
  /** Puts a text on the clipboard. */
  copy(text: string): Promise<void>;
  /** Titles, texts and files that hold all these words. */
  search(words: string): Promise<Hit[]>;
  overview(): Promise<Overview>;
  criteria(): Promise<CriterionRow[]>;
  artifacts(): Promise<ArtifactCard[]>;
  /** All that stand, never the first alone. */
  findings(): Promise<Finding[]>;
  /** What files of evidence tell beside what they show, in kinds; those first that can be cleaned. */
  privateFiles(): Promise<PrivateFile[]>;
  /** Files that not everyone can open, or that have no picture, and have no copy or poster either. */
  unshownFiles(): Promise<UnshownFile[]>;
  /** Which artifacts to hand in; as if one were not there, where one is named. */
  solution(without: string | null): Promise<Solution>;
  /** One criterion or artifact, open. */
  criterion(key: string): Promise<CriterionPage>;
  artifact(id: string): Promise<ArtifactPage>;
  /** The other criteria that a text not saved yet is much the same as. */
  similar(key: string, text: string): Promise<Similar[]>;
  /** Changes the portfolio; resolved only when it is on the disk. */
  edit(edit: Edit): Promise<Done>;
  /** Saves a text over the one that has the revision `base`; rejects with `text-changed` when another stands there. */
  saveText(of: TextOf, text: string, base: string): Promise<Saved>;
  /** Puts these words and the text that stands there together, which both began as `base`: in pieces, of which some need a
   * choice. */
  merge(of: TextOf, base: string, mine: string): Promise<Merged>;
  /** Asks for files in the system's dialog and copies them into an artifact or a new one; `null` when it was closed. */
  importFiles(into: string | null): Promise<Done | null>;
  /** Asks for a file in the system's dialog and takes it as that copy; `null` when it was closed. */
  addViewable(artifact: string, evidence: string): Promise<Done | null>;
  /** Brings in a picture from the clipboard. */
  importPasted(name: string, bytes: Uint8Array, into: string | null): Promise<Done>;
  /** Keeps a text that could not be saved in the app's own folder, and says where. */
  keepAside(of: TextOf, text: string): Promise<string>;
  /** The versions of a text that differ from what is on the disk, the last first. */
  earlierTexts(of: TextOf): Promise<EarlierText[]>;
  /** Keeps a text among them that the writer did not choose in a conflict. */
  setAside(of: TextOf, text: string): Promise<void>;
  /** Remembers that the writer has looked at what stands there and leaves it so. */
  acceptText(of: TextOf): Promise<void>;
  /** What happened to the portfolio while nobody looked. */
  away(): Promise<AwayItem[]>;
  /** Does what is proposed for these, as far as nobody has to choose; one step of undo. */
  answerAway(keys: string[]): Promise<Done>;
  /** Passes over these from now on. */
  ignoreAway(keys: string[]): Promise<void>;
  /** Where a copy and its original say two things; the original's is "mine". */
  copyApart(key: string): Promise<CopyApart>;
  /** Puts a copy and its original together with this text, and those of the copy's fields. */
  mergeCopy(key: string, text: string, fields: string[]): Promise<Done>;
  /** What was removed, the last first. */
  removed(): Promise<RemovedItem[]>;
  /** Puts it back where it was; one step of undo. */
  putBack(key: string): Promise<Done>;
  /** A text as readers will see it, as HTML without scripts and remote pictures. */
  reading(text: string): Promise<string>;
  /** Copies in what was dropped on the window last. */
  importDropped(into: string | null): Promise<Done>;
  /** Calls back with how many files or folders were dropped on the window. */
  onDropped(hear: (count: number) => void): void;
  log(): Promise<LogWords>;
  undo(): Promise<LogWords>;
  redo(): Promise<LogWords>;
  /** Where the next bundle will lie, and the date on it. The window shows paths; it never hands one in. */
  bundlePlace(request: PackRequest): Promise<PackPlace>;
  /** Asks for another place in the system's dialog; `null` when the person closed it. */
  chooseBundlePlace(request: PackRequest): Promise<string | null>;
  /** Packs to that place. `packed` is said only of what was read back and agrees. */
  pack(request: PackRequest, onStep: (step: PackStep) => void): Promise<PackOutcome>;
  /** Makes the clean copies that are missing; `null` when it was stopped by `cancelPack`. */
  clean(onStep: (step: PackStep) => void): Promise<Done | null>;
  /** Makes copies that any browser shows, and posters: of one item, or of all that lack them. Stopped by `cancelPack`. */
  makeViewables(of: EvidenceOf | null, onStep: (step: PackStep) => void): Promise<ViewablesMade>;
  /** The running `pack` then resolves with `cancelled`. */
  cancelPack(): Promise<void>;
  /** Opens the system's file manager at an earlier bundle, or at the last one. */
  showBundle(key?: string): Promise<void>;
  /** Findings marked "checked, doesn't apply". */
  waived(): Promise<WaivedMark[]>;
  /** Bundles made of this portfolio on this machine, the last first. */
  earlierBundles(): Promise<EarlierBundle[]>;
  verifyBundle(key: string): Promise<BundleVerdict>;
  /** Goes through a bundle, or the last one, as a reviewer's machine will; a certificate stays beside it. `null` when it was
   * stopped by `cancelPack`. */
  rehearseBundle(onStep: (step: PackStep) => void, key?: string): Promise<BundleRehearsal | null>;
  /** What has changed in the portfolio since that bundle was made. */
  compareBundle(key: string): Promise<BundleChange[]>;
  /** The files to upload, what is known of each, the portal. */
  handIn(): Promise<HandInPage>;
  editHandIn(edit: HandInEdit): Promise<Done>;
  /** Takes the addresses of a list that was pasted, as far as they are certain. */
  pasteAddresses(text: string): Promise<HandInList>;
  /** Asks in the system's dialog where the files should lie; `null` when the person closed it. */
  chooseHandInPlace(): Promise<string | null>;
  /** Lays them out there, and the map once every address is known. Stopped by `cancelPack`. */
  layOut(onStep: (step: PackStep) => void): Promise<HandInOutcome>;
  /** Opens that folder in the system's file manager. */
  showHandIn(): Promise<void>;
  /** A criterion's row of the map as plain text. */
  mapRow(key: string): Promise<string>;
  /** Opens the address of a file in the system's browser, or the portal. */
  openHandInAddress(name?: string): Promise<void>;
  /** How safe the portfolio is: its last backup, what all takes on the disk. */
  keeping(): Promise<Keeping>;
  /** Asks in the system's dialog where the next backup will lie; `null` when the person closed it. */
  chooseBackupPlace(): Promise<string | null>;
  /** Makes a backup there, and verifies it. Stopped, as the next two, by `cancelPack`. */
  backUp(onStep: (step: PackStep) => void): Promise<BackupOutcome>;
  /** Restores the last backup into a folder of its own, compares it with the portfolio, takes it away. */
  rehearse(onStep: (step: PackStep) => void): Promise<RehearsalOutcome>;
  /** Makes the package that was chosen last a portfolio and opens it. */
  restore(onStep: (step: PackStep) => void): Promise<RestoreOutcome>;
  /** Reminds nobody of a backup for a week. */
  putOffBackup(): Promise<void>;
  /** Opens the system's file manager at the last backup. */
  showBackup(): Promise<void>;
  /** Asks for a package in the system's dialog; `null` when the person closed it. */
  choosePackage(): Promise<Chosen | null>;
  /** The folder that it would become. */
  restorePlace(): Promise<string>;
  /** Asks for a place and puts what belongs to the person there, encrypted; `null` when the person closed the dialog. */
  carryOut(passphrase: string): Promise<string | null>;
  /** Asks for such a file and takes it in; `false` when the person closed the dialog. */
  carryIn(passphrase: string): Promise<boolean>;
  /** Address of a picture by its id, for `src`. */
  pictureUrl(id: string): string;
  /** Names the window in the system's task bar and window lists. */
  setTitle(title: string): void;
}

/** In the desktop window the real one, in a plain browser the one in memory. `language` is asked at every call. */
export async function connect(language: () => string): Promise<Backend> {
  if ("__TAURI_INTERNALS__" in window) {
    const { tauriBackend } = await import("./tauri");
    return tauriBackend(language);
  }
  const { fakeBackend, isScenario } = await import("./fake");
  const wanted = new URLSearchParams(window.location.search).get("open");
  return fakeBackend({ language, open: isScenario(wanted) ? wanted : null, pace: 30 });
}

/** Whether a rejection is one of the backend's own, with sentences a person can read. */
export function isFailure(error: unknown): error is Failure {
  return (
    typeof error === "object" &&
    error !== null &&
    ["code", "message", "hint"].every((key) => typeof (error as Record<string, unknown>)[key] === "string")
  );
}
