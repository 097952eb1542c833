/** People who made other artifacts too, so that each has to be written down only once. */
import type { MakerLine } from "../../backend";

const sign = ({ name, shownAs }: MakerLine) => `${name.trim()} ${shownAs.trim()}`.toLowerCase();

/** Each once, as they were written down last, without those who are here already. */
export function knownMakers(elsewhere: MakerLine[], here: MakerLine[]): MakerLine[] {
  const known = new Map(elsewhere.filter((maker) => sign(maker).trim() !== "").map((maker) => [sign(maker), maker]));
  for (const maker of here) known.delete(sign(maker));
  return [...known.values()];
}
