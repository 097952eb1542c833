/** What is said of each thing that happened while nobody looked, and how it can be answered. */
import type { AwayItem, AwayKind } from "../../backend";
import * as m from "../../paraglide/messages.js";

type Words = (inputs: { name: string; place: string; detail: string }) => string;

const SENTENCES: Record<AwayKind, Words> = {
  "copy-same": m.ui_away_copy_same,
  "copy-merge": m.ui_away_copy_merge,
  "copy-choose": m.ui_away_copy_choose,
  "copy-beside": m.ui_away_copy_beside,
  renamed: m.ui_away_renamed,
  added: m.ui_away_added,
  edited: m.ui_away_edited,
  deleted: m.ui_away_deleted,
  moved: m.ui_away_moved,
};

type Answer = { /** Does what is proposed; `null` where there is nothing to do or somebody has to choose. */ answer: (() => string) | null; ignore: () => string };

export const ANSWERS: Record<AwayKind, Answer> = {
  "copy-same": { answer: m.ui_away_do_copy_same, ignore: m.ui_away_keep_both },
  "copy-merge": { answer: m.ui_away_do_copy_merge, ignore: m.ui_away_keep_both },
  "copy-choose": { answer: null, ignore: m.ui_away_keep_both },
  "copy-beside": { answer: null, ignore: m.ui_away_keep_both },
  renamed: { answer: m.ui_away_do_renamed, ignore: m.ui_away_ignore },
  added: { answer: m.ui_away_do_added, ignore: m.ui_away_ignore },
  edited: { answer: null, ignore: m.ui_away_seen },
  deleted: { answer: m.ui_away_do_deleted, ignore: m.ui_away_ignore },
  moved: { answer: null, ignore: m.ui_away_seen },
};

export function sentence({ kind, name, place, detail }: AwayItem): string {
  return SENTENCES[kind]({ name, place: place || m.ui_away_portfolio(), detail });
}

/** Whether it is done along with all that is proposed. A text that somebody deleted may have been meant to go. */
export function isProposed({ kind }: AwayItem): boolean {
  return ANSWERS[kind].answer !== null && kind !== "deleted";
}
