/** What the live region says next to those who don't see the change. */
class Announcer {
  text = $state("");
  // Kept apart from the state, so that an effect that says something doesn't depend on what was said.
  #last = "";

  say(text: string): void {
    // The same sentence twice in a row is no change to a screen reader; a trailing no-break space makes it one.
    this.#last = text === this.#last ? `${text}\u00a0` : text;
    this.text = this.#last;
  }
}

export const announcer = new Announcer();
