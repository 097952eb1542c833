/** The one state of the window: which portfolio is open and what is known of it. */
import type { ArtifactCard, Backend, CriterionRow, Failure, Finding, Opened, Overview } from "../backend";
import { asFailure } from "../shared/failure";
import { Resource } from "../shared/resource.svelte";
import { Packing } from "./packing.svelte";

export class Workspace {
  readonly backend: Backend;
  readonly overview: Resource<Overview>;
  readonly criteria: Resource<CriterionRow[]>;
  readonly artifacts: Resource<ArtifactCard[]>;
  readonly findings: Resource<Finding[]>;
  opened = $state.raw<Opened | null>(null);
  /** Why the last attempt to open something came to nothing. */
  failure = $state.raw<Failure | null>(null);
  /** What is being opened. */
  opening = $state<"folder" | "sample" | null>(null);
  packing: Packing;

  constructor(backend: Backend) {
    this.backend = backend;
    this.overview = new Resource(() => backend.overview());
    this.criteria = new Resource(() => backend.criteria());
    this.artifacts = new Resource(() => backend.artifacts());
    this.findings = new Resource(() => backend.findings());
    this.packing = new Packing(backend);
  }

  get #resources() {
    return [this.overview, this.criteria, this.artifacts, this.findings];
  }

  /** Takes up the portfolio that the program was started with, if there is one. */
  async resume(): Promise<void> {
    try {
      await this.#take(await this.backend.opened());
    } catch (error) {
      this.failure = asFailure(error);
    }
  }

  /** Whether a portfolio was opened; `false` too when the person closed the dialog. */
  chooseFolder(): Promise<boolean> {
    return this.#open("folder", () => this.backend.chooseFolder());
  }

  openSample(): Promise<boolean> {
    return this.#open("sample", () => this.backend.openSample());
  }

  /** Reads everything anew; what is shown stays until it is there. */
  async refresh(): Promise<void> {
    if (this.opened) await Promise.all(this.#resources.map((resource) => resource.load()));
  }

  async #open(what: "folder" | "sample", ask: () => Promise<Opened | null>): Promise<boolean> {
    if (this.opening || this.packing.busy) return false;
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

  async #take(opened: Opened | null): Promise<boolean> {
    if (!opened) return false;
    for (const resource of this.#resources) resource.clear();
    this.packing.reset();
    this.opened = opened;
    // Not awaited: a screen is shown at once and fills as the answers come.
    void this.refresh();
    return true;
  }
}
