/** What a teacher calls those who learn: one of a few usual words, which follow the window's language, or an own one. */
import * as m from "../paraglide/messages.js";

const MOST_USUAL = "students";

const USUAL = new Map<string, () => string>([
  [MOST_USUAL, m.ui_learners_students],
  ["pupils", m.ui_learners_pupils],
  ["children", m.ui_learners_children],
]);

export const USUAL_LEARNERS = [...USUAL.keys()];

/** What is kept in the portfolio; nothing kept is the most usual word. */
export function keptLearners(kept: string | undefined): string {
  return kept?.trim() || MOST_USUAL;
}

/** The word itself. */
export function learnersWord(kept: string | undefined): string {
  const word = keptLearners(kept);
  return USUAL.get(word)?.() ?? word;
}
