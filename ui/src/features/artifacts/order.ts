/** Which artifacts are shown, in which order, and what moving one makes of it. */
import type { ArtifactCard, CriterionRow } from "../../backend";

export type Wanted = "all" | ArtifactCard["state"] | "unserved";
export type Sorting = "number" | "title";

export function chosen(cards: ArtifactCard[], criteria: CriterionRow[], wanted: Wanted): ArtifactCard[] {
  if (wanted === "all") return cards;
  if (wanted !== "unserved") return cards.filter(({ state }) => state === wanted);
  const serving = new Set(criteria.flatMap((row) => row.artifacts.map(({ id }) => id)));
  return cards.filter(({ id }) => !serving.has(id));
}

/** Those without a number come last, as they were. */
export function sorted(cards: ArtifactCard[], by: Sorting, locale: string): ArtifactCard[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const place = ({ number }: ArtifactCard) => number ?? Number.MAX_SAFE_INTEGER;
  return cards.toSorted((a, b) => (by === "title" ? compare(a.title, b.title) : place(a) - place(b)));
}

/** All ids after `id` has changed places with its neighbour among those shown. */
export function moved(all: string[], shown: string[], id: string, by: -1 | 1): string[] {
  const neighbour = shown[shown.indexOf(id) + by];
  if (neighbour === undefined) return all;
  const rest = all.filter((one) => one !== id);
  return rest.toSpliced(rest.indexOf(neighbour) + (by === 1 ? 1 : 0), 0, id);
}
