/** Which language the window speaks. Reading a message inside a component subscribes it to the change. */
import { isLocale, locales, overwriteGetLocale, type Locale } from "../paraglide/runtime.js";

const KEY = "artifolio.language";

/** The first of the person's own languages that has a catalogue. */
export function preferred(stored: string | null, wanted: readonly string[]): Locale {
  const known = [stored ?? "", ...wanted].map((tag) => tag.split("-")[0]).find(isLocale);
  return known ?? locales[0];
}

/** The person's own variety of a language, `en-GB` for `en`: dates and numbers differ between them. */
export function variety(locale: Locale, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.split("-")[0] === locale) ?? locale;
}

class Language {
  #current = $state(preferred(localStorage.getItem(KEY), navigator.languages));

  get current(): Locale {
    return this.#current;
  }

  /** For `Intl`. */
  get tag(): string {
    return variety(this.#current, navigator.languages);
  }

  set current(locale: Locale) {
    this.#current = locale;
    localStorage.setItem(KEY, locale);
  }
}

export const language = new Language();
overwriteGetLocale(() => language.current);
