/** What the live region says next to those who don't see the change. */
class Announcer {
  text = $state("");

  say(text: string): void {
    // The same sentence twice in a row is no change to a screen reader; a trailing no-break space makes it one.
    this.text = text === this.text ? `${text}\u00a0` : text;
  }
}

export const announcer = new Announcer();
