/** What the palette offers: commands by their names, criteria by theirs, and what the search found, in groups. */
import type { Workspace } from "../../app/workspace.svelte";
import { quickAdd } from "../../app/quickAdd";
import { MAIN_SCREENS, screenTitle } from "../../app/screens";
import type { CriterionRow, Hit } from "../../backend";
import * as m from "../../paraglide/messages.js";
import type { ScreenName } from "../../shared/route";
import { criterionName } from "../../shared/words";
import { fit, fitting } from "./match";

export type Go = (screen: ScreenName, focus?: string | null) => void;

export type Option = {
  id: string;
  title: string;
  /** Words around what was found. */
  snippet?: string;
  /** Where it lies, when the title doesn't tell. */
  path?: string;
  /** Missing where the window has no place that shows it. */
  run?: () => void;
};

export type Group = { name: string; options: Option[]; /** How many more there are. */ more: number };

const SCREENS: ScreenName[] = [...MAIN_SCREENS, "settings", "help"];

/** More than these are not looked through: another word is quicker. */
export const MOST = 20;

export function commands(workspace: Workspace, go: Go): Option[] {
  const { opened, log } = workspace;
  const opens = async (done: Promise<boolean>) => {
    if (await done) go("overview");
    else if (workspace.loose) go("new");
  };
  const make = { id: "new", title: m.ui_new_title(), run: () => go("new") };
  if (!opened) {
    return [
      { id: "open", title: m.ui_start_choose_folder(), run: () => void opens(workspace.chooseFolder()) },
      make,
      { id: "sample", title: m.ui_start_try_sample(), run: () => void opens(workspace.openSample()) },
      { id: "help", title: m.ui_go_to({ place: screenTitle("help") }), run: () => go("help") },
    ];
  }
  const undo = log.undo && { id: "undo", title: m.ui_undo({ what: log.undo }), run: () => void workspace.undo() };
  const redo = log.redo && { id: "redo", title: m.ui_redo({ what: log.redo }), run: () => void workspace.redo() };
  const add = !opened.readOnly && { id: "add", title: m.ui_palette_add(), run: () => quickAdd(go) };
  return [
    add,
    undo,
    redo,
    { id: "make", title: m.ui_palette_make(), run: () => go("submit") },
    ...SCREENS.map((name) => ({ id: `go-${name}`, title: m.ui_go_to({ place: screenTitle(name) }), run: () => go(name) })),
    make,
    { id: "another", title: m.ui_palette_another(), run: () => go("start") },
  ].filter((option) => option !== null && option !== false && option !== "");
}

/** A criterion is found by its own name and paraphrase too, which stand in no file, and by its key: the code of 2017, which
    many know it by whatever their edition calls it. */
function criteriaFound(rows: CriterionRow[], hits: Hit[], typed: string, go: Go): Option[] {
  const full = (row: CriterionRow) => `${criterionName(row)} ${row.paraphrase}`;
  // Not by initials: in a sentence nearly all letters are there.
  const known = ({ key }: CriterionRow) => key === typed.trim().toLowerCase();
  const byWords = rows.filter((row) => known(row) || (fit(full(row), typed) ?? 2) < 2);
  const named = !typed.trim() ? [] : [...byWords.filter(known), ...fitting(byWords, full, typed)];
  const keys = new Set([...named.map(({ key }) => key), ...hits.flatMap(({ id }) => id ?? [])]);
  return [...keys].map((key) => {
    const row = rows.find((one) => one.key === key);
    return {
      id: `criterion-${key}`,
      title: row ? full(row) : key,
      snippet: hits.find(({ id }) => id === key)?.snippet,
      run: () => go("criterion", key),
    };
  });
}

/** Notes and files are looked at in the artifact they belong to; one that belongs to none says only where it lies. */
function fileFound({ kind, artifact, title, snippet, path }: Hit, go: Go): Option {
  return { id: `${kind}-${path}`, title, snippet, path, run: artifact === null ? undefined : () => go("artifact", artifact) };
}

function group(name: string, options: Option[]): Group {
  return { name, options: options.slice(0, MOST), more: Math.max(0, options.length - MOST) };
}

export function groups(commands: Option[], rows: CriterionRow[], hits: Hit[], typed: string, go: Go): Group[] {
  const of = (kind: Hit["kind"]) => hits.filter((hit) => hit.kind === kind);
  const artifacts = of("artifact").map(({ id, artifact, title, snippet, path }) => ({
    id: `artifact-${path}`,
    title,
    snippet,
    run: () => go("artifact", id ?? artifact),
  }));
  return [
    group(m.ui_palette_commands(), fitting(commands, ({ title }) => title, typed)),
    group(m.ui_nav_artifacts(), artifacts),
    group(m.ui_nav_criteria(), criteriaFound(rows, of("criterion"), typed, go)),
    group(m.ui_palette_notes(), of("note").map((hit) => fileFound(hit, go))),
    group(m.ui_palette_files(), of("file").map((hit) => fileFound(hit, go))),
  ].filter(({ options }) => options.length > 0);
}
