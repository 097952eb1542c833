/** The one door between the window and what stands behind it. */
import type {
  ArtifactCard,
  CriterionRow,
  Failure,
  Finding,
  Opened,
  Overview,
  PackOutcome,
  PackRequest,
  PackStep,
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
