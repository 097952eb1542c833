/** Where days and figures of the pace stand on its chart. */
import type { PaceChart } from "../backend";
import { daysFrom } from "./format";

/** Both from 0 to 1. */
export type Point = { at: number; share: number };
export type Chart = {
  plan: [Point, Point];
  done: Point[];
  /** Where today is, if it lies on the chart. */
  today: number | null;
  rows: { date: string; done: number; planned: number }[];
};

export function chartOf({ start, finishBy, total, seen }: PaceChart, today: string): Chart {
  const days = daysFrom(start, finishBy);
  const at = (date: string) => Math.min(1, Math.max(0, daysFrom(start, date) / days));
  const planned = (date: string) => Math.floor(total * at(date));
  return {
    plan: [
      { at: 0, share: 0 },
      { at: 1, share: 1 },
    ],
    done: seen.filter(({ date }) => date >= start && date <= finishBy).map(({ date, done }) => ({ at: at(date), share: done / total })),
    today: today >= start && today <= finishBy ? at(today) : null,
    rows: seen.map(({ date, done }) => ({ date, done, planned: planned(date) })),
  };
}
