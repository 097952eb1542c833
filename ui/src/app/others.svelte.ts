/** All screens but Start and Overview: a start does not wait for them, they come in once the first screen is drawn. */
import type Screens from "./OtherScreens.svelte";

class Others {
  /** `null` until they are there. */
  screens = $state.raw<typeof Screens | null>(null);
  #coming: Promise<void> | undefined;

  /** Brings them in, once. */
  load(): Promise<void> {
    this.#coming ??= import("./OtherScreens.svelte").then((module) => {
      this.screens = module.default;
    });
    return this.#coming;
  }
}

export const others = new Others();
