/** Keeps one text on the screen and the same text on the disk, and knows at any moment whether they agree. */
import type { FieldApart, Failure, TextPast, TextPiece } from "../../backend";
import * as m from "../../paraglide/messages.js";
import { CLOCK, type Clock } from "../clock";
import { asFailure } from "../failure";

/** `conflict`: another text stands on the disk, and only the writer can say what is to stay. */
export type SaveState = "saved" | "waiting" | "saving" | "failed" | "conflict";
export type Version = { text: string; revision: string };
/** What a page says of its text. */
export type OnDisk = Version & { past: TextPast };
/** The text that came from outside, and what it and the writer's words make together. */
export type Met = { other: Version; pieces: TextPiece[]; /** What both say beside the text. */ fields?: FieldApart[] };

export const PAUSE = 1000;
/** A breath between two words: what is written until then is put where a crash does not reach it. */
export const BREATH = 300;
/** The longest that words are in no other place than the screen, in milliseconds. */
export const LONGEST = 2000;

export type SavingOptions = {
  save: (text: string, base: string) => Promise<{ revision: string }>;
  /** Reads the text that stands on the disk now, and puts it together with these words; both began as `base`. */
  merge: (base: string, mine: string) => Promise<Met>;
  /** Another text came from the disk while nothing was unsaved. */
  onTaken?: () => void;
  /** Another text came from the disk, and both are put together. */
  onMerged?: () => void;
  /** Keeps words among the earlier versions that the writer did not choose. */
  setAside?: (text: string) => Promise<void>;
  /** Puts a text that could not be saved somewhere else, and says where. */
  keep?: (text: string) => Promise<string>;
  /** What could not be saved before is on the disk now. */
  onMended?: () => void;
  clock?: Clock;
};

/** The whole text; `null` where there is something to choose. */
export function agreed(pieces: TextPiece[]): string | null {
  const texts = pieces.map((piece) => (piece.kind === "agreed" ? piece.text : null));
  return texts.includes(null) ? null : texts.join("");
}

export class Saving {
  text = $state("");
  state = $state<SaveState>("saved");
  /** When this text was written to the disk by this page; `null` when it was not. */
  savedAt = $state.raw<Date | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What came from outside was put together with what stands here, and nothing else was saved since. */
  merged = $state(false);
  /** The text is one that the writer chose, who may take that back. */
  chosen = $state(false);
  /** Where the words lie that could not be saved; `place` is `null` when they could not be put there either. */
  kept = $state.raw<{ place: string | null } | null>(null);
  /** What stands on the disk, while that is a text that another program emptied. */
  emptied = $state.raw<Version | null>(null);
  #keptText: string | null = null;
  #disk: Version;
  #options: SavingOptions;
  #clock: Clock;
  #stopWaiting: (() => void) | null = null;
  #stopBreath: (() => void) | null = null;
  /** When the first words were typed that are only on the screen. */
  #unkeptSince: number | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  /** The text is to be saved though it stands there already. */
  #insist = false;
  #arrived: OnDisk | null = null;

  constructor(disk: Version, options: SavingOptions) {
    this.#disk = { text: disk.text, revision: disk.revision };
    this.#options = options;
    this.#clock = options.clock ?? CLOCK;
    this.text = disk.text;
  }

  get dirty(): boolean {
    return this.text !== this.#disk.text;
  }

  /** What the unsaved words were written over. */
  get base(): Version {
    return this.#disk;
  }

  type(text: string): void {
    this.text = text;
    this.chosen = false;
    this.#wait();
    this.#breathe();
  }

  /** Saves now what is unsaved; resolved when it is on the disk or could not be brought there. */
  flush(): Promise<void> {
    this.#stop();
    if (this.#running) {
      this.#again = true;
      return this.#running;
    }
    if (this.state === "conflict") {
      if (this.dirty) void this.#keep(this.text);
      return Promise.resolve();
    }
    if (!this.dirty && !this.#insist) {
      this.#settle();
      return Promise.resolve();
    }
    this.#running = this.#run().finally(() => {
      this.#running = null;
      this.#takeArrived();
    });
    return this.#running;
  }

  /** The page was read anew. */
  arrived({ text, revision, past }: OnDisk): void {
    this.#arrived = { text, revision, past };
    if (!this.#running) this.#takeArrived();
  }

  /** In a conflict: what there is to choose between now. */
  async compare(): Promise<Met> {
    const { text } = this;
    const met = await this.#options.merge(this.#disk.text, text);
    // What was typed meanwhile is to be in it.
    return this.text === text ? met : this.compare();
  }

  /** An earlier version is to stand there again; undo takes that back. Not while words are unsaved. */
  put(text: string): Promise<void> {
    this.text = text;
    this.chosen = true;
    return this.flush();
  }

  /** In a conflict: this text is to stand in place of `other`. */
  choose(other: Version, text: string): Promise<void> {
    // The other side is kept when it is written over. Words that cannot be kept are on the surface's undo still.
    if (text !== this.text) void this.#options.setAside?.(this.text).catch(() => undefined);
    this.#disk = { text: other.text, revision: other.revision };
    this.#insist = text.trim() === "";
    this.chosen = text !== this.text;
    this.text = text;
    this.state = "waiting";
    this.failure = null;
    this.emptied = null;
    return this.flush();
  }

  /** No more saving by itself. */
  stop(): void {
    this.#stop();
    this.#stopBreath?.();
  }

  /** Puts the words aside at the next breath, at the latest after {@link LONGEST}; once saved they are let go. */
  #breathe(): void {
    const now = this.#clock.now().getTime();
    this.#unkeptSince ??= now;
    this.#stopBreath?.();
    const wait = Math.min(BREATH, Math.max(0, this.#unkeptSince + LONGEST - now));
    this.#stopBreath = this.#clock.after(wait, () => {
      this.#unkeptSince = null;
      if (this.dirty) void this.#keep(this.text);
    });
  }

  #wait(): void {
    this.#stop();
    if (!this.#running && this.state !== "conflict") this.state = "waiting";
    this.#stopWaiting = this.#clock.after(PAUSE, () => void this.flush());
  }

  #stop(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
  }

  async #run(): Promise<void> {
    this.merged = false;
    do {
      this.#again = false;
      if (!(await this.#save())) return;
    } while (this.#again && this.dirty);
    if (this.dirty) this.state = "waiting";
    else this.#settle();
  }

  async #save(): Promise<boolean> {
    const { text } = this;
    this.state = "saving";
    try {
      const { revision } = await this.#options.save(text, this.#disk.revision);
      // An answer to a question from before this save tells what stood there then.
      if (this.#arrived && [revision, this.#disk.revision].includes(this.#arrived.revision)) this.#arrived = null;
      this.#disk = { text, revision };
      this.#insist = false;
      this.savedAt = this.#clock.now();
      const mended = this.failure !== null;
      this.#forget();
      if (mended) this.#options.onMended?.();
      return true;
    } catch (error) {
      const failure = asFailure(error);
      return ["text-changed", "conflict"].includes(failure.code) ? this.#meet(failure) : this.#fail("failed", failure);
    }
  }

  #fail(state: "failed" | "conflict", failure: Failure): false {
    this.failure = failure;
    this.state = state;
    void this.#keep(this.text);
    return false;
  }

  /** Another text stands there. Where nobody disagrees both are put together; else the writer chooses. */
  async #meet(failure: Failure): Promise<boolean> {
    let met: Met;
    try {
      met = await this.compare();
    } catch (error) {
      return this.#fail("failed", asFailure(error));
    }
    // Nothing to put together: another try at once would be refused like this one.
    if (failure.code === "conflict" && met.other.revision === this.#disk.revision) return this.#fail("failed", failure);
    const together = agreed(met.pieces);
    if (together === null) return this.#fail("conflict", failure);
    this.#disk = { text: met.other.text, revision: met.other.revision };
    this.#arrived = null;
    this.text = together;
    this.savedAt = null;
    this.#again = true;
    this.merged = true;
    this.#options.onMerged?.();
    return true;
  }

  /** Not awaited by the saving: a place that hangs must not keep the next try back. */
  async #keep(text: string): Promise<void> {
    if (!this.#options.keep || this.#keptText === text) return;
    this.#keptText = text;
    const place = await this.#options.keep(text).catch(() => null);
    // Meanwhile the text may be on the disk, or another one be kept.
    if (this.#keptText !== text) return;
    if (place === null) this.#keptText = null;
    this.kept = { place };
  }

  #forget(): void {
    this.failure = null;
    this.kept = null;
    this.#keptText = null;
  }

  #settle(): void {
    this.state = "saved";
    this.#forget();
  }

  /** What was emptied is there again. */
  #filled(): void {
    this.emptied = null;
    this.state = "waiting";
    this.failure = null;
    void this.flush();
  }

  /** An emptied text never takes the place of words by itself. */
  #ask({ text, revision }: OnDisk): void {
    this.emptied = { text, revision };
    this.state = "conflict";
    this.failure = { code: "text-emptied", message: m.error_text_emptied(), hint: m.error_hint_text_emptied() };
    // What the disk had is kept by the disk.
    if (this.dirty) void this.#keep(this.text);
  }

  #takeArrived(): void {
    const disk = this.#arrived;
    this.#arrived = null;
    if (!disk) return;
    if (disk.revision === this.#disk.revision) {
      if (this.emptied) this.#filled();
      return;
    }
    const { dirty } = this;
    if (disk.past.emptied !== null && this.text.trim() !== "") return this.#ask(disk);
    this.emptied = null;
    // Unsaved words stay: saving them will tell that another text came.
    if (dirty && disk.text !== this.text && disk.text !== this.#disk.text) return;
    const other = !dirty && disk.text !== this.text;
    if (dirty ? disk.text === this.text : other) this.savedAt = null;
    this.#disk = { text: disk.text, revision: disk.revision };
    if (other) this.text = disk.text;
    if (!this.dirty) this.#settle();
    // The text is the one that was written over, and only what stands around it is new: no conflict then.
    else if (this.state === "conflict") void this.choose(disk, this.text);
    if (other) this.#options.onTaken?.();
  }
}
