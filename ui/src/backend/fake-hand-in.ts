/** Handing in, in the backend in memory. */
import type { Done, HandInEdit, HandInFile, HandInList, HandInOutcome, HandInPage, LogWords, PackStep } from "./bindings";
import { FakeKeeping } from "./fake-keeping";

const file = (name: string, what: string, kind: HandInFile["kind"], bytes: number): HandInFile => ({
  name,
  what,
  kind,
  bytes,
  address: "",
  uploaded: false,
  changed: false,
  opened: false,
});

export abstract class FakeHandIn extends FakeKeeping {
  /** What is told of handing in. */
  upload: HandInPage = {
    draft: false,
    files: [
      file("Benson_Artifact1_1.png", "Artifact 1: Choice boards", "evidence", 240_112),
      file("Benson_Artifact1_2.pdf", "Artifact 1: Choice boards", "evidence", 88_211),
      file("Benson_Artifact2.mp4", "Artifact 2: Creek voices", "evidence", 5_400_120),
      file("Benson_Reflection.docx", "Reflection", "reflection", 9_120),
    ],
    missing: 4,
    portal: "",
    folder: "",
    accessUntil: "",
    place: "/home/dana/Documents/Benson_ISTE-Portfolio_to-upload",
    laidOut: false,
  };
  /** Addresses that were opened in the browser. */
  readonly visited: string[] = [];

  protected abstract logWords: () => LogWords;

  async handIn(): Promise<HandInPage> {
    const page = structuredClone(this.upload);
    page.missing = page.files.filter(({ address }) => address === "").length;
    if (page.missing === 0) page.files.push(file("Benson_Alignment-Map.docx", "Alignment Map", "map", 16_300));
    return page;
  }

  async editHandIn(edit: HandInEdit): Promise<Done> {
    const of = "name" in edit ? this.upload.files.find(({ name }) => name === edit.name) : undefined;
    if (edit.kind === "address" && of) [of.address, of.opened] = [edit.text, false];
    if (edit.kind === "uploaded" && of) [of.uploaded, of.changed] = [edit.on, false];
    if (edit.kind === "opened" && of) of.opened = edit.on;
    if (edit.kind === "portal") this.upload.portal = edit.text;
    if (edit.kind === "folder") this.upload.folder = edit.text;
    if (edit.kind === "until") this.upload.accessUntil = edit.text;
    return { id: null, log: this.logWords() };
  }

  async pasteAddresses(text: string): Promise<HandInList> {
    const list: HandInList = { log: this.logWords(), matched: 0, unmatched: [] };
    for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
      const of = this.upload.files.find(({ name }) => line.includes(name));
      const address = /https:\S+/.exec(line)?.[0];
      if (of && address) [of.address, list.matched] = [address, list.matched + 1];
      else list.unmatched.push({ line, why: address ? "no-name" : "no-address" });
    }
    return list;
  }

  async chooseHandInPlace(): Promise<string | null> {
    this.upload.place = "/media/stick/to-upload";
    return this.upload.place;
  }

  async layOut(onStep: (step: PackStep) => void): Promise<HandInOutcome> {
    if (!(await this.steps(onStep))) return { kind: "cancelled" };
    this.upload.laidOut = true;
    const { missing } = await this.handIn();
    return { kind: "laid", written: 5, kept: 0, removed: [], others: ["notes.txt"], map: missing === 0 };
  }

  async showHandIn(): Promise<void> {}

  async mapRow(key: string): Promise<string> {
    return `Criterion: ${key}\n`;
  }

  async openHandInAddress(name?: string): Promise<void> {
    this.visited.push(name ?? this.upload.portal);
  }
}
