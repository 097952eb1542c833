/** What is done with all files of evidence, in the backend in memory. */
import type { EvidenceOf } from ".";
import type { Done, PackStep, PrivateFile, Solution, UnshownFile, ViewablesMade } from "./bindings";
import * as m from "../paraglide/messages.js";
import type { FakeDesk } from "./fake-desk";
import { clean, makeViewables, nothingMade, privateFiles, unshownFiles } from "./fake-evidence";
import { FakeHandIn } from "./fake-hand-in";

export abstract class FakeFiles extends FakeHandIn {
  abstract get desk(): FakeDesk;

  get #done(): Done {
    return { id: null, log: this.desk.log };
  }

  async privateFiles(): Promise<PrivateFile[]> {
    return privateFiles(this.desk.pages);
  }

  /** All artifacts, without a search. */
  async solution(without: string | null): Promise<Solution> {
    const serves = (id: string) => this.desk.rows.filter((row) => row.artifacts.some((one) => one.id === id)).map(({ key }) => key);
    const all = this.desk.pages.map(({ card }) => card.id);
    const kept = all.filter((id) => id !== without);
    const others = (id: string) => kept.filter((other) => other !== id).flatMap(serves);
    const alone = (id: string) => serves(id).filter((key) => !others(id).includes(key));
    const needing = this.desk.rows.filter(({ standard }) => standard !== null).map(({ key }) => key);
    const open = needing.filter((key) => !kept.some((id) => serves(id).includes(key)));
    return {
      set: kept.map((artifact) => ({ artifact, alone: alone(artifact), forSize: serves(artifact).length === 0 })),
      open,
      fewest: kept.length,
      apart: [],
      min: 9,
      max: 14,
      hanging: kept.flatMap((artifact) => alone(artifact).map((criterion) => ({ criterion, artifact }))),
      spare: kept.filter((id) => alone(id).length === 0),
      next: open,
      lost: without === null ? null : alone(without),
    };
  }

  async unshownFiles(): Promise<UnshownFile[]> {
    return unshownFiles(this.desk.pages);
  }

  async clean(onStep: (step: PackStep) => void): Promise<Done | null> {
    if (!(await this.steps(onStep))) return null;
    this.desk.changeFiles(m.change_clean_copies(), clean);
    return this.#done;
  }

  async makeViewables(of: EvidenceOf | null, onStep: (step: PackStep) => void): Promise<ViewablesMade> {
    if (!(await this.steps(onStep))) return nothingMade;
    const made = this.desk.changeFiles(m.change_viewable_copies(), (pages) => makeViewables(pages, of));
    return { ...made, done: this.#done };
  }
}
