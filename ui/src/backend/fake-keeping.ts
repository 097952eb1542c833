/** Backups in the backend in memory: making one, trying it, restoring one, rehearsing a bundle; and the stepping of all long work. */
import type {
  BackupOutcome,
  BundleRehearsal,
  Chosen,
  ChosenPackage,
  Keeping,
  Opened,
  PackStep,
  RehearsalOutcome,
  RestoreOutcome,
} from "./bindings";

const STEPS = 40;

export const PACKAGE: ChosenPackage = {
  name: "Benson_ISTE-Portfolio-backup_2026-11-20.zip",
  path: "/media/stick",
  bytes: 24_311_870,
};

type Step = (step: PackStep) => void;

export abstract class FakeKeeping {
  /** The window is asked to close. */
  close: () => Promise<void> = () => Promise.resolve();

  onClosing(save: () => Promise<void>): void {
    this.close = save;
  }

  /** What is told of the portfolio's safety. */
  safety: Keeping = {
    last: null,
    changedSince: false,
    remind: false,
    place: "/home/dana/Documents/Benson_ISTE-Portfolio-backup_2026-11-24.zip",
    disk: { portfolio: 23_480_112, history: 182_330, trash: 2_411_724, packages: 7_412_906, free: 81_200_000_000, tight: false, own: null },
  };
  /** What trying a backup finds. */
  rehearsed: RehearsalOutcome = { kind: "held", same: 118, apart: [] };
  /** What could not be part of a backup. */
  skipped: string[] = [];
  /** What restoring a package comes to; `null`: a portfolio. */
  refusal: RestoreOutcome | null = null;
  /** Passphrases that were given, the last last. */
  readonly passphrases: string[] = [];
  #cancelled = false;

  /** Milliseconds between two steps. */
  protected abstract get pace(): number | undefined;
  /** Opens what was restored. */
  protected abstract openRestored(): Opened;

  /** Steps through a long piece of work; whether it came to its end. */
  protected async steps(onStep: Step): Promise<boolean> {
    this.#cancelled = false;
    for (let done = 0; done <= STEPS; done += 1) {
      if (this.pace) await new Promise((resolve) => setTimeout(resolve, this.pace));
      if (this.#cancelled) return false;
      onStep({ done, total: STEPS });
    }
    return true;
  }

  async cancelPack(): Promise<void> {
    this.#cancelled = true;
  }

  async keeping(): Promise<Keeping> {
    return structuredClone(this.safety);
  }

  async chooseBackupPlace(): Promise<string | null> {
    this.safety.place = "/media/stick/backup.zip";
    return this.safety.place;
  }

  async backUp(onStep: Step): Promise<BackupOutcome> {
    if (!(await this.steps(onStep))) return { kind: "cancelled" };
    const { place } = this.safety;
    const last = { path: place, made: "2026-11-24T18:30:00Z", files: 118, bytes: 24_311_870, tried: null, there: true };
    Object.assign(this.safety, { last, changedSince: false, remind: false });
    return { kind: "made", skipped: [...this.skipped] };
  }

  async rehearse(onStep: Step): Promise<RehearsalOutcome> {
    if (!(await this.steps(onStep))) return { kind: "cancelled" };
    if (this.safety.last && this.rehearsed.kind === "held") this.safety.last.tried = "2026-11-24T18:40:00Z";
    return structuredClone(this.rehearsed);
  }

  async rehearseBundle(onStep: Step): Promise<BundleRehearsal | null> {
    if (!(await this.steps(onStep))) return null;
    const said = [
      "All 118 files (7412906 bytes) were read and hashed again by other code than wrote them, and are what the lists say.",
      "Packed again from what was read back, it is the same zip, byte for byte.",
    ];
    const certificate = "/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10.rehearsal.txt";
    return { proved: true, steps: said.map((message) => ({ outcome: "proved", message })), findings: [], certificate };
  }

  async putOffBackup(): Promise<void> {
    this.safety.remind = false;
  }

  async showBackup(): Promise<void> {}

  async choosePackage(): Promise<Chosen | null> {
    return { kind: "package", package: structuredClone(PACKAGE) };
  }

  async restorePlace(): Promise<string> {
    return "/home/dana/Documents/Benson_ISTE-Portfolio-backup_2026-11-20";
  }

  async restore(onStep: Step): Promise<RestoreOutcome> {
    if (!(await this.steps(onStep))) return { kind: "cancelled" };
    return this.refusal ?? { kind: "restored", opened: this.openRestored(), files: 118, copy: false };
  }

  async carryOut(passphrase: string): Promise<string | null> {
    this.passphrases.push(passphrase);
    return "/media/stick/Artifolio.artifolio-transfer";
  }

  async carryIn(passphrase: string): Promise<boolean> {
    this.passphrases.push(passphrase);
    return true;
  }
}
