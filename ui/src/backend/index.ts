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
  suggestedBundleName(draft: boolean): Promise<string>;
  /** Asks where to save in the system's dialog; `null` when the person closed it. */
  chooseBundlePlace(suggested: string): Promise<string | null>;
  pack(request: PackRequest, place: string, onStep: (step: PackStep) => void): Promise<PackOutcome>;
  /** The running `pack` then resolves with `cancelled`. */
  cancelPack(): Promise<void>;
  /** Opens the system's file manager at the bundle. */
  showBundle(path: string): Promise<void>;
  /** Address of a picture by its id, for `src`. */
  pictureUrl(id: string): string;
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
