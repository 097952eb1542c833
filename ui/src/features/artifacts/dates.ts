/** Dates as an artifact has them: a year, a month or a day. */

/** Whether it is empty or a date that exists, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export function isLooseDate(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === "") return true;
  if (!/^\d{4}(-\d{2}){0,2}$/.test(trimmed)) return false;
  const full = `${trimmed}-01-01`.slice(0, 10);
  const date = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(full);
}

/** The day on this computer's clock, which is not always the day in Greenwich. */
export function today(now: Date = new Date()): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
