/** The backend in memory: for tests, and for looking at the window in a plain browser. */
import type { Backend, Opened, PackOutcome, PackRequest, PackStep } from ".";
import { PICTURES, portfolio, SCENARIOS, vanished, type Portfolio, type Scenario } from "./fake-data";

export type FakeOptions = {
  language: () => string;
  /** What is open from the start. */
  open?: Scenario | null;
  /** What the folder dialog leads to; `null` when it is closed. */
  folder?: Scenario | null;
  /** What the dialog for the bundle's place answers; `null` when it is closed. */
  place?: string | null;
  /** Milliseconds between two steps of packing. */
  pace?: number;
};

export function isScenario(name: string | null): name is Scenario {
  return SCENARIOS.some((scenario) => scenario === name);
}

const STEPS = 40;

class Fake implements Backend {
  #options: FakeOptions;
  #scenario: Scenario | null;
  #place: string | null = null;
  #cancelled = false;

  constructor(options: FakeOptions) {
    this.#options = options;
    this.#scenario = options.open ?? null;
  }

  async opened(): Promise<Opened | null> {
    return this.#scenario && portfolio(this.#scenario, this.#options.language()).opened;
  }

  async chooseFolder(): Promise<Opened | null> {
    const { folder = "unfinished" } = this.#options;
    if (folder === null) return null;
    if (folder === "failing") throw vanished(this.#options.language());
    this.#scenario = folder;
    return this.opened();
  }

  async openSample(): Promise<Opened> {
    this.#scenario = "complete";
    return this.#read().opened;
  }

  async overview() {
    return this.#read().overview;
  }

  async criteria() {
    return this.#read().criteria;
  }

  async artifacts() {
    return this.#read().artifacts;
  }

  async findings() {
    return this.#read().findings;
  }

  async bundlePlace(draft: boolean): Promise<string> {
    return this.#place ?? `/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10${draft ? "-draft" : ""}.zip`;
  }

  async chooseBundlePlace(): Promise<string | null> {
    const { place = "/home/dana/Desktop/portfolio.zip" } = this.#options;
    this.#place = place ?? this.#place;
    return place;
  }

  async pack(request: PackRequest, onStep: (step: PackStep) => void): Promise<PackOutcome> {
    this.#cancelled = false;
    const findings = this.#read().findings.filter((finding) => finding.severity === "required");
    if (!request.draft && findings.length > 0) return { kind: "refused", findings };
    for (const phase of ["writing", "verifying"] as const) {
      for (let done = 0; done <= STEPS; done += 1) {
        if (this.#options.pace) await new Promise((resolve) => setTimeout(resolve, this.#options.pace));
        if (this.#cancelled) return { kind: "cancelled" };
        onStep({ done, total: STEPS, phase });
      }
    }
    const sha256 = "9f2b6c1d4e8a7035".repeat(4);
    const path = await this.bundlePlace(request.draft);
    this.#place = null;
    return { kind: "packed", path, sha256, files: 118, bytes: 7_412_906, draft: request.draft };
  }

  async cancelPack(): Promise<void> {
    this.#cancelled = true;
  }

  async showBundle(): Promise<void> {}

  pictureUrl(id: string): string {
    return PICTURES[id] ?? "";
  }

  setTitle(): void {}

  #read(): Portfolio {
    if (!this.#scenario || this.#scenario === "failing") throw vanished(this.#options.language());
    return portfolio(this.#scenario, this.#options.language());
  }
}

export function fakeBackend(options: FakeOptions): Backend {
  return new Fake(options);
}
