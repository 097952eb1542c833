/** What the learner's own judgement adds up to. */
import type { CriterionRow } from "../../backend";

export type Judgement = "yes" | "no" | "none";

export const SCORES: Record<Judgement, number | null> = { yes: 1, no: 0, none: null };

export function judgementOf({ selfScore }: Pick<CriterionRow, "selfScore">): Judgement {
  if (selfScore === null) return "none";
  return selfScore > 0 ? "yes" : "no";
}

export type Score = {
  earned: number;
  notYet: number;
  unjudged: number;
  total: number;
  /** Whether the points are enough, can still become enough, or cannot whatever the rest is judged to be. */
  outlook: "enough" | "short" | "out-of-reach";
};

export function scoreOf(rows: CriterionRow[], pass: number): Score {
  const count = (wanted: Judgement) => rows.filter((row) => judgementOf(row) === wanted).length;
  const [earned, notYet, unjudged] = [count("yes"), count("no"), count("none")];
  const outlook = earned >= pass ? "enough" : earned + unjudged >= pass ? "short" : "out-of-reach";
  return { earned, notYet, unjudged, total: rows.length, outlook };
}
