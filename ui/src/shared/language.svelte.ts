/** Which language the window speaks. Reading a message inside a component subscribes it to the change. */
import { isLocale, locales, overwriteGetLocale, type Locale } from "../paraglide/runtime.js";

/** The language that was chosen, else the first of the person's own languages that has a catalogue. */
export function preferred(chosen: string, wanted: readonly string[]): Locale {
  const known = [chosen, ...wanted].map((tag) => tag.split("-")[0]).find(isLocale);
  return known ?? locales[0];
}

/** The person's own variety of a language, `en-GB` for `en`: dates and numbers differ between them. */
export function variety(locale: Locale, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.split("-")[0] === locale) ?? locale;
}

/** Each language by its own name, so that it is found by those who read no other. */
export function ownName(locale: string): string {
  const name = new Intl.DisplayNames(locale, { type: "language" }).of(locale) ?? locale;
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

class Language {
  /** Empty: the system's. Kept with the preferences, which set it. */
  chosen = $state<Locale | "">("");

  get current(): Locale {
    return preferred(this.chosen, navigator.languages);
  }

  /** For `Intl`. */
  get tag(): string {
    return variety(this.current, navigator.languages);
  }
}

export const language = new Language();
overwriteGetLocale(() => language.current);
