/** What is done with all files of evidence, in the backend in memory. */
import type { EvidenceOf } from ".";
import type { Done, PackStep, PrivateFile, UnshownFile, ViewablesMade } from "./bindings";
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
