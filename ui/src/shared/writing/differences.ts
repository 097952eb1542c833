/** What two texts have in common and what only one of them has, in stretches of whole words. */
import { presentableDiff } from "@codemirror/merge";

/** `then`: only in the earlier text; `now`: only in the present one. */
export type Stretch = { in: "both" | "then" | "now"; text: string };

/** Letters that differ in one stretch; beyond, comparing letter by letter takes too long to wait for. */
const SCAN = 2000;

export function differences(then: string, now: string): Stretch[] {
  const stretches: Stretch[] = [];
  const add = (where: Stretch["in"], text: string) => text !== "" && stretches.push({ in: where, text });
  let at = 0;
  for (const { fromA, toA, fromB, toB } of presentableDiff(then, now, { scanLimit: SCAN })) {
    add("both", then.slice(at, fromA));
    add("then", then.slice(fromA, toA));
    add("now", now.slice(fromB, toB));
    at = toA;
  }
  add("both", then.slice(at));
  return stretches;
}
