/** Which artifacts are shown, in which order, and what moving one makes of it. */
import type { ArtifactCard } from "../../backend";

export type Wanted = "all" | ArtifactCard["state"] | "unserved";
export const SORTINGS = ["number", "title", "made", "state", "findings"] as const;
export type Sorting = (typeof SORTINGS)[number];

/** What is asked of those shown; empty where nothing is. */
export type Wish = { state: Wanted; criterion: string; person: string; words: string };
export const NO_WISH: Wish = { state: "all", criterion: "", person: "", words: "" };

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function inState({ state, criteria }: ArtifactCard, wanted: Wanted): boolean {
  if (wanted === "all") return true;
  return wanted === "unserved" ? criteria.length === 0 : state === wanted;
}

/** All but the state, whose choices are counted among these. */
export function chosen(cards: ArtifactCard[], { criterion, person, words }: Wish): ArtifactCard[] {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  return cards.filter(
    ({ title, criteria, people }) =>
      (criterion === "" || criteria.includes(criterion)) &&
      (person === "" || people.includes(person)) &&
      wanted.every((word) => plain(title).includes(word)),
  );
}

const STATES: ArtifactCard["state"][] = ["planned", "drafted", "ready"];
const place = ({ number }: ArtifactCard) => number ?? Number.MAX_SAFE_INTEGER;

/** Those without a number, or without a date, come last; the most findings come first; equals stay in the numbers' order. */
export function sorted(cards: ArtifactCard[], by: Sorting, locale: string): ArtifactCard[] {
  const { compare } = new Intl.Collator(locale, { numeric: true });
  const compared: Record<Sorting, (a: ArtifactCard, b: ArtifactCard) => number> = {
    number: () => 0,
    title: (a, b) => compare(a.title, b.title),
    made: (a, b) => Number(a.made === "") - Number(b.made === "") || compare(a.made, b.made),
    state: (a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state),
    findings: (a, b) => b.findings - a.findings,
  };
  return cards.toSorted((a, b) => compared[by](a, b) || place(a) - place(b));
}

/** All labels of people shown, each once. */
export function peopleOf(cards: ArtifactCard[], locale: string): string[] {
  const labels = new Set(cards.flatMap(({ people }) => people));
  return [...labels].toSorted(new Intl.Collator(locale, { numeric: true }).compare);
}

/** All ids after `id` has changed places with its neighbour among those shown. */
export function moved(all: string[], shown: string[], id: string, by: -1 | 1): string[] {
  const neighbour = shown[shown.indexOf(id) + by];
  if (neighbour === undefined) return all;
  const rest = all.filter((one) => one !== id);
  return rest.toSpliced(rest.indexOf(neighbour) + (by === 1 ? 1 : 0), 0, id);
}
