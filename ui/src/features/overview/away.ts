/** What is said of each thing that happened while nobody looked, and how it can be answered. */
import type { AwayItem, AwayKind } from "../../backend";
import * as m from "../../paraglide/messages.js";

type Words = (inputs: { name: string; place: string; detail: string; differs: string }) => string;

const SENTENCES: Record<AwayKind, Words> = {
  "copy-same": m.ui_away_copy_same,
  "copy-merge": m.ui_away_copy_merge,
  "copy-choose": m.ui_away_copy_choose,
  "copy-beside": m.ui_away_copy_beside,
  "copy-instead": m.ui_away_copy_instead,
  "twin-same": m.ui_away_twin_same,
  twin: m.ui_away_twin,
  renamed: m.ui_away_renamed,
  "renamed-likely": m.ui_away_renamed_likely,
  elsewhere: m.ui_away_elsewhere,
  changed: m.ui_away_changed,
  emptied: m.ui_away_emptied,
  lost: m.ui_away_lost,
  "lost-kept": m.ui_away_lost_kept,
  added: m.ui_away_added,
  edited: m.ui_away_edited,
  deleted: m.ui_away_deleted,
  moved: m.ui_away_moved,
  new: m.ui_away_new,
};

type Answer = { /** Does what is proposed; `null` where there is nothing to do or somebody has to choose. */ answer: (() => string) | null; ignore: () => string };

export const ANSWERS: Record<AwayKind, Answer> = {
  "copy-same": { answer: m.ui_away_do_copy_same, ignore: m.ui_away_keep_both },
  "copy-merge": { answer: m.ui_away_do_copy_merge, ignore: m.ui_away_keep_both },
  "copy-choose": { answer: null, ignore: m.ui_away_keep_both },
  "copy-beside": { answer: null, ignore: m.ui_away_keep_both },
  "copy-instead": { answer: m.ui_away_do_copy_instead, ignore: m.ui_away_keep_both },
  "twin-same": { answer: m.ui_away_do_twin_same, ignore: m.ui_away_keep_both },
  twin: { answer: m.ui_away_do_twin, ignore: m.ui_away_ignore },
  renamed: { answer: m.ui_away_do_renamed, ignore: m.ui_away_ignore },
  "renamed-likely": { answer: m.ui_away_do_renamed_likely, ignore: m.ui_away_ignore },
  elsewhere: { answer: m.ui_away_do_elsewhere, ignore: m.ui_away_ignore },
  changed: { answer: m.ui_away_do_changed, ignore: m.ui_away_ignore },
  emptied: { answer: null, ignore: m.ui_away_ignore },
  lost: { answer: m.ui_away_do_lost, ignore: m.ui_away_ignore },
  "lost-kept": { answer: m.ui_away_do_lost_kept, ignore: m.ui_away_ignore },
  added: { answer: m.ui_away_do_added, ignore: m.ui_away_ignore },
  edited: { answer: null, ignore: m.ui_away_seen },
  deleted: { answer: m.ui_away_do_deleted, ignore: m.ui_away_ignore },
  moved: { answer: m.ui_away_do_moved, ignore: m.ui_away_seen },
  new: { answer: null, ignore: m.ui_away_seen },
};

export function sentence({ kind, name, place, detail, differs }: AwayItem): string {
  return SENTENCES[kind]({ name, place: place || m.ui_away_portfolio(), detail, differs: differs.join(", ") });
}
