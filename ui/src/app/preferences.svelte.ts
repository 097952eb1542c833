/** How the person likes the app. Each choice shows at once and is kept at once. */
import type { Backend, Failure, Preferences } from "../backend";
import * as m from "../paraglide/messages.js";
import { announcer } from "../shared/announce.svelte";
import { asFailure } from "../shared/failure";
import { formatShare } from "../shared/format";
import { language } from "../shared/language.svelte";

export const TEXT_SIZE = { least: 80, usual: 100, most: 200, step: 10 };

const USUAL: Preferences = {
  theme: "system",
  textSize: TEXT_SIZE.usual,
  language: "",
  reducedMotion: false,
  width: "normal",
  prompts: true,
  remind: null,
  learn: true,
};

export class AppPreferences {
  #backend: Backend;
  #kept: Promise<void> = Promise.resolve();
  current = $state.raw<Preferences>(USUAL);
  /** Why the last choice could not be kept for the next time; it holds until the window is closed. */
  failure = $state.raw<Failure | null>(null);

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** A window without them is still a window, so it never rejects. */
  async load(): Promise<void> {
    try {
      this.#take(await this.#backend.preferences());
    } catch (error) {
      this.failure = asFailure(error);
    }
  }

  set(change: Partial<Preferences>): Promise<void> {
    this.#take({ ...this.current, ...change });
    // One after the other: of two choices in a row the later is to stay.
    this.#kept = this.#kept.then(() => this.#keep());
    return this.#kept;
  }

  /** Makes the text larger or smaller by steps, as far as it goes. */
  resize(steps: number): Promise<void> {
    return this.#size(this.current.textSize + steps * TEXT_SIZE.step);
  }

  usualSize(): Promise<void> {
    return this.#size(TEXT_SIZE.usual);
  }

  #size(wanted: number): Promise<void> {
    const textSize = Math.min(TEXT_SIZE.most, Math.max(TEXT_SIZE.least, wanted));
    announcer.say(m.ui_text_size_said({ share: formatShare(textSize, TEXT_SIZE.usual) }));
    return this.set({ textSize });
  }

  async #keep(): Promise<void> {
    try {
      await this.#backend.setPreferences(this.current);
      this.failure = null;
    } catch (error) {
      this.failure = asFailure(error);
    }
  }

  #take(preferences: Preferences): void {
    this.current = preferences;
    language.chosen = preferences.language;
  }
}
