/** How long something that counts its work will still take: said only while it goes steadily. */

/** `at` in milliseconds of any clock that only goes forward; `done` of the whole. */
export type Moment = { at: number; done: number };

/** Less says nothing about the pace. */
const WATCHED_MS = 3000;
/** What was longer ago says nothing about now. */
const REMEMBERED_MS = 20_000;
/** Moments nearer to each other than this tell no more than one. */
const APART_MS = 200;
/** How far the pace of the first and of the second half may differ. */
const STEADY = 0.35;

/** The moments with another one, without those that are too old or too near. */
export function watched(moments: Moment[], now: Moment): Moment[] {
  const last = moments.at(-1);
  if (last && now.at - last.at < APART_MS) return moments;
  return [...moments.filter(({ at }) => now.at - at <= REMEMBERED_MS), now];
}

/** Seconds until `total` is done; `null` while the pace is not known or not steady. */
export function secondsLeft(moments: Moment[], total: number): number | null {
  const [first, middle, last] = [moments[0], moments[Math.floor(moments.length / 2)], moments.at(-1)];
  if (!first || !middle || !last || last.at - first.at < WATCHED_MS) return null;
  const [early, late, whole] = [pace(first, middle), pace(middle, last), pace(first, last)];
  if (whole <= 0 || Math.abs(early - late) > STEADY * Math.max(early, late)) return null;
  return Math.max(0, (total - last.done) / whole / 1000);
}

/** Work in a millisecond. */
function pace(from: Moment, to: Moment): number {
  return to.at > from.at ? (to.done - from.done) / (to.at - from.at) : 0;
}
