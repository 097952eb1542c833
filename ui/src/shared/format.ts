/** Dates, numbers and plurals as the person's language writes them. */
import * as m from "../paraglide/messages.js";
import { language } from "./language.svelte";

const made = new Map<string, unknown>();

/** The formatter of this kind for this language, made once: making is slow, and a screen asks for dozens. */
function once<Formatter>(kind: string, locale: string, make: () => Formatter): Formatter {
  const key = `${kind} ${locale}`;
  const formatter = (made.get(key) as Formatter | undefined) ?? make();
  made.set(key, formatter);
  return formatter;
}

/** `iso` is a calendar date, `2027-01-10`; it has no time zone, so none may shift it. */
export function formatDate(iso: string, dateStyle: "full" | "long" = "full", locale: string = language.tag): string {
  const format = once(dateStyle, locale, () => new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC" }));
  return format.format(new Date(`${iso}T00:00:00Z`));
}

/** A date as far as it is known, `2027`, `2027-01` or `2027-01-10`; what is none stays as it is. */
export function formatLooseDate(loose: string, locale: string = language.tag): string {
  const [, month, day] = loose.split("-");
  const at = new Date(`${`${loose}-01-01`.slice(0, 10)}T00:00:00Z`);
  if (!month || Number.isNaN(at.getTime())) return loose;
  const how: Intl.DateTimeFormatOptions = day ? { dateStyle: "medium" } : { year: "numeric", month: "short" };
  const kind = day ? "medium" : "month";
  return once(kind, locale, () => new Intl.DateTimeFormat(locale, { ...how, timeZone: "UTC" })).format(at);
}

/** Days from one calendar date to another. */
export function daysFrom(first: string, second: string): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / 86_400_000);
}

/** The time of day on this machine's clock. */
export function formatTime(at: Date, locale: string = language.tag): string {
  return once("time", locale, () => new Intl.DateTimeFormat(locale, { timeStyle: "short" })).format(at);
}

/** A moment, `2026-11-24T12:00:00Z`, as this machine's calendar and clock have it. */
export function formatMoment(iso: string, locale: string = language.tag): string {
  const how: Intl.DateTimeFormatOptions = { dateStyle: "medium", timeStyle: "short" };
  return once("moment", locale, () => new Intl.DateTimeFormat(locale, how)).format(new Date(iso));
}

export function formatNumber(value: number, locale: string = language.tag): string {
  return once("number", locale, () => new Intl.NumberFormat(locale)).format(value);
}

/** “45 min”, “1 h”, “12 h 45 min”. */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [formatNumber(Math.floor(minutes / 60)), formatNumber(minutes % 60)];
  if (minutes < 60) return m.ui_minutes({ minutes: rest });
  return minutes % 60 === 0 ? m.ui_hours({ hours }) : m.ui_hours_minutes({ hours, minutes: rest });
}

/** A figure given in tenths, with one decimal. */
export function formatTenths(tenths: number, locale: string = language.tag): string {
  const how = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return once("tenths", locale, () => new Intl.NumberFormat(locale, how)).format(tenths / 10);
}

/** A figure given in hundredths, with one decimal; what is more than nothing is never said to be nothing. */
export function formatHundredths(hundredths: number, locale: string = language.tag): string {
  return formatTenths(hundredths > 0 ? Math.max(1, Math.round(hundredths / 10)) : 0, locale);
}

/** A share of `total` in whole per cent; 0 while nothing is known. */
export function formatShare(done: number, total: number, locale: string = language.tag): string {
  const share = total > 0 ? Math.floor((done / total) * 100) / 100 : 0;
  return once("share", locale, () => new Intl.NumberFormat(locale, { style: "percent" })).format(share);
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Decimal units, as file managers show them. */
export function formatBytes(bytes: number, locale: string = language.tag): string {
  // From 999.95 on, one decimal would round up to a thousand of the unit below.
  let power = 0;
  let value = bytes;
  while (value >= (power === 0 ? 1000 : 999.95) && power < UNITS.length - 1) {
    value /= 1000;
    power += 1;
  }
  const unit = UNITS[power];
  const unitDisplay = power === 0 ? "long" : "short";
  const wish: Intl.NumberFormatOptions = { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 };
  return once(`${unit}`, locale, () => new Intl.NumberFormat(locale, wish)).format(value);
}

/** “1a or 2.1.a”. */
export function formatEither(names: string[], locale: string = language.tag): string {
  return once("either", locale, () => new Intl.ListFormat(locale, { type: "disjunction" })).format(names);
}

type Counted = (inputs: { count: string }) => string;

/** The sentence for one or for another number. Neither language of the catalogue tells more apart in whole numbers. */
export function counted(count: number, one: Counted, other: Counted, locale: string = language.tag): string {
  const rules = once("plural", locale, () => new Intl.PluralRules(locale));
  const sentence = rules.select(count) === "one" ? one : other;
  return sentence({ count: formatNumber(count, locale) });
}
