/** The one door between the window and what stands behind it. */
import type {
  ArtifactCard,
  ArtifactPage,
  CriterionPage,
  CriterionRow,
  Done,
  Edit,
  Failure,
  Finding,
  LogWords,
  Opened,
  Overview,
  PackOutcome,
  PackRequest,
  PackStep,
  Saved,
  Similar,
  TextOf,
} from "./bindings";

export type * from "./bindings";

/** Every call rejects with a {@link Failure} and nothing else that a person should read. */
export interface Backend {
  /** The portfolio the program was started with or has opened since; `null` before the first. */
  opened(): Promise<Opened | null>;
  /** Asks for a folder in the system's dialog; `null` when the person closed it. */
  chooseFolder(): Promise<Opened | null>;
  openSample(): Promise<Opened>;
  overview(): Promise<Overview>;
  criteria(): Promise<CriterionRow[]>;
  artifacts(): Promise<ArtifactCard[]>;
  /** All that stand, never the first alone. */
  findings(): Promise<Finding[]>;
  /** One criterion or artifact, open. */
  criterion(key: string): Promise<CriterionPage>;
  artifact(id: string): Promise<ArtifactPage>;
  /** The other criteria that a text not saved yet is much the same as. */
  similar(key: string, text: string): Promise<Similar[]>;
  /** Changes the portfolio; resolved only when it is on the disk. */
  edit(edit: Edit): Promise<Done>;
  /** Saves a text over the one that has the revision `base`; rejects with `text-changed` when another stands there. */
  saveText(of: TextOf, text: string, base: string): Promise<Saved>;
  /** Asks for files in the system's dialog and copies them into an artifact or a new one; `null` when it was closed. */
  importFiles(into: string | null): Promise<Done | null>;
  /** Copies in what was dropped on the window last. */
  importDropped(into: string | null): Promise<Done>;
  /** Calls back with how many files or folders were dropped on the window. */
  onDropped(hear: (count: number) => void): void;
  log(): Promise<LogWords>;
  undo(): Promise<LogWords>;
  redo(): Promise<LogWords>;
  /** Where the next bundle will lie. The window shows paths; it never hands one in. */
  bundlePlace(draft: boolean): Promise<string>;
  /** Asks for another place in the system's dialog; `null` when the person closed it. */
  chooseBundlePlace(draft: boolean): Promise<string | null>;
  /** Packs to that place. `packed` is said only of what was read back and agrees. */
  pack(request: PackRequest, onStep: (step: PackStep) => void): Promise<PackOutcome>;
  /** The running `pack` then resolves with `cancelled`. */
  cancelPack(): Promise<void>;
  /** Opens the system's file manager at the last bundle. */
  showBundle(): Promise<void>;
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
