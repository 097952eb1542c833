/** Where the days of the plan stand on a line from the first to the last. */
import type { DueFigures, PlanPage } from "../../backend";
import { daysFrom } from "../../shared/format";

export type PointKind = "start" | "today" | "cautious" | "due";
/** `at` from 0 to 1; `row` 0 is nearest to the line, so that words of days near each other don't cover one another. */
export type Point = { kind: PointKind; date: string; at: number; row: number };
export type Timeline = { points: Point[]; passed: number; basis: DueFigures["basis"] };

/** `null` as long as there is no due date. `word` is the share of the line that the words of a day take. */
export function timelineOf({ today, due, steps }: Pick<PlanPage, "today" | "due" | "steps">, word: number): Timeline | null {
  if (!due) return null;
  const start = steps.find(({ counts }) => counts)?.start ?? null;
  const days: [PointKind, string | null][] = [
    ["start", start],
    ["today", today],
    ["cautious", due.cautious === due.date ? null : due.cautious],
    ["due", due.date],
  ];
  const known = days.flatMap(([kind, date]) => (date ? [{ kind, date }] : []));
  const sorted = known.toSorted((a, b) => a.date.localeCompare(b.date));
  const [first, last] = [sorted[0]?.date ?? today, sorted.at(-1)?.date ?? today];
  const at = (date: string) => (first === last ? 0 : daysFrom(first, date) / daysFrom(first, last));
  /** For each row, how far its words reach. */
  const reach: number[] = [];
  const points = sorted.map(({ kind, date }) => {
    const place = at(date);
    const free = reach.findIndex((end) => place - end >= word);
    const row = free === -1 ? reach.length : free;
    reach[row] = place;
    return { kind, date, at: place, row };
  });
  return { basis: due.basis, points, passed: Math.min(1, Math.max(0, start && start !== due.date ? daysFrom(start, today) / daysFrom(start, due.date) : at(today))) };
}
