/** The backend of the desktop window. The only file that imports `@tauri-apps/*` (checked by lint). */
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";

import type { Backend, Chosen, Done, MenuItem, PackStep } from ".";

type Call = <T>(command: string, args?: Record<string, unknown>) => Promise<T>;

/** No opening has this number. */
const NONE = 0;

export function tauriBackend(language: () => string, opening = NONE): Backend {
  // Any command may fail with a sentence, so each is told the language; one that only reads passes over the opening.
  const call: Call = (command, args = {}) => invoke(command, { lang: language(), opening, ...args });
  return {
    in: (opening) => tauriBackend(language, opening),
    ...ways(call),
    ...program(call),
    ...portfolio(call),
    ...changes(call),
    ...planning(call),
    ...past(call),
    ...bundles(call),
    ...handingIn(call),
    ...keeping(call),
    // The bytes travel as they are, not as a list of numbers; what belongs to them stands in a header.
    importPasted: (name, bytes, into) =>
      invoke<Done>("import_pasted", bytes, {
        headers: { about: String(new URLSearchParams({ lang: language(), opening: String(opening), name, into: into ?? "" })) },
      }),
  };
}

/** The way in. */
function ways(call: Call) {
  return {
    opened: () => call("opened"),
    chooseFolder: () => call("choose_folder"),
    openDropped: () => call("open_dropped"),
    openSample: () => call("open_sample"),
    startPage: () => call("start_page"),
    openRecent: (key) => call("open_recent", { key }),
    forgetRecent: (key) => call("forget_recent", { key }),
    portfolioPlace: (name) => call("portfolio_place", { name }),
    choosePortfolioPlace: (name) => call("choose_portfolio_place", { name }),
    newPortfolio: (portfolio) => call("new_portfolio", { portfolio }),
    adoptFolder: (portfolio) => call("adopt_folder", { portfolio }),
    onChanged: (hear) => void listen("changed", () => hear()),
    onOpened: (hear) => void listen<Chosen>("opened", ({ payload }) => hear(payload)),
  } satisfies Partial<Backend>;
}

/** The program and its window. */
function program(call: Call) {
  return {
    onMenu: (hear) => void listen<MenuItem>("menu", ({ payload }) => hear(payload)),
    onClosing: (save) => void listen("closing", () => void save().finally(() => void call("close"))),
    ready: () => call("ready"),
    preferences: () => call("preferences"),
    setPreferences: (preferences) => call("set_preferences", { preferences }),
    portfoliosFolder: () => call("portfolios_folder"),
    choosePortfoliosFolder: () => call("choose_portfolios_folder"),
    help: () => call("help"),
    openHelpLink: (key) => call("open_help_link", { key }),
    diagnostics: () => call("diagnostics"),
    copy: (text) => navigator.clipboard.writeText(text),
    setTitle: (title) => {
      // A window that closes meanwhile has no title.
      getCurrentWindow().setTitle(title).catch(() => undefined);
    },
  } satisfies Partial<Backend>;
}

/** Looking at the portfolio. */
function portfolio(call: Call) {
  return {
    overview: () => call("overview"),
    criteria: () => call("criteria"),
    artifacts: () => call("artifacts"),
    findings: () => call("findings"),
    privateFiles: () => call("private_files"),
    solution: (without) => call("solution", { without }),
    unshownFiles: () => call("unshown_files"),
    waived: () => call("waived"),
    criterion: (key) => call("criterion", { key }),
    artifact: (id) => call("artifact", { id }),
    portfolioSettings: () => call("portfolio_settings"),
    search: (words) => call("search", { words }),
    similar: (key, text) => call("similar", { key, text }),
    reading: (text) => call("reading", { text }),
    // An id is a path of its own, `artifact/evidence`, and a whole one would have its slash escaped.
    pictureUrl: (id) => convertFileSrc("", "artifact") + id.split("/").map(encodeURIComponent).join("/"),
  } satisfies Partial<Backend>;
}

/** Changing it. */
function changes(call: Call) {
  return {
    edit: (edit) => call("edit", { edit }),
    saveText: (of, text, base) => call("save_text", { of, text, base }),
    merge: (of, base, mine) => call("merge", { of, base, mine }),
    keepAside: (of, text) => call("keep_aside", { of, text }),
    importFiles: (into) => call("import_files", { into }),
    addViewable: (artifact, evidence) => call("add_viewable", { artifact, evidence }),
    importDropped: (into) => call("import_dropped", { into }),
    onDropped: (hear) => void listen<number>("dropped", ({ payload }) => hear(payload)),
    log: () => call("log"),
    undo: () => call("undo"),
    redo: () => call("redo"),
  } satisfies Partial<Backend>;
}

/** Planning it. */
function planning(call: Call) {
  return {
    plan: () => call("plan"),
    nextWork: (minutes) => call("next_work", { minutes }),
    chooseCalendarPlace: () => call("choose_calendar_place"),
    writeCalendar: () => call("write_calendar"),
    addDocuments: () => call("add_documents"),
    openDocument: (path) => call("open_document", { path }),
    openPlanAddress: (address) => call("open_plan_address", { address }),
    notify: (title, text) => call("notify", { title, text }),
    spent: (of, minutes, fresh) => call("spent", { of, minutes, fresh }),
    forgetSpent: () => call("forget_spent"),
  } satisfies Partial<Backend>;
}

/** What it was. */
function past(call: Call) {
  return {
    earlierTexts: (of) => call("earlier_texts", { of }),
    setAside: (of, text) => call("set_aside", { of, text }),
    acceptText: (of) => call("accept_text", { of }),
    away: () => call("away"),
    answerAway: (keys) => call("answer_away", { keys }),
    ignoreAway: (keys) => call("ignore_away", { keys }),
    copyApart: (key) => call("copy_apart", { key }),
    mergeCopy: (key, text, fields) => call("merge_copy", { key, text, fields }),
    removed: () => call("removed"),
    putBack: (key) => call("put_back", { key }),
  } satisfies Partial<Backend>;
}

/** Keeping it safe. */
function keeping(call: Call) {
  return {
    keeping: () => call("keeping"),
    chooseBackupPlace: () => call("choose_backup_place"),
    backUp: (onStep) => call("back_up", { onStep: new Channel<PackStep>(onStep) }),
    rehearse: (onStep) => call("rehearse", { onStep: new Channel<PackStep>(onStep) }),
    restore: (onStep) => call("restore", { onStep: new Channel<PackStep>(onStep) }),
    putOffBackup: () => call("put_off_backup"),
    showBackup: () => call("show_backup"),
    choosePackage: () => call("choose_package"),
    restorePlace: () => call("restore_place"),
    carryOut: (passphrase) => call("carry_out", { passphrase }),
    carryIn: (passphrase) => call("carry_in", { passphrase }),
  } satisfies Partial<Backend>;
}

/** Handing it in. */
function handingIn(call: Call) {
  return {
    handIn: () => call("hand_in"),
    editHandIn: (edit) => call("edit_hand_in", { edit }),
    pasteAddresses: (text) => call("paste_addresses", { text }),
    chooseHandInPlace: () => call("choose_hand_in_place"),
    layOut: (onStep) => call("lay_out", { onStep: new Channel<PackStep>(onStep) }),
    showHandIn: () => call("show_hand_in"),
    mapRow: (key) => call("map_row", { key }),
    openHandInAddress: (name) => call("open_hand_in_address", { name: name ?? null }),
  } satisfies Partial<Backend>;
}

/** What is made of it. */
function bundles(call: Call) {
  return {
    bundlePlace: (request) => call("bundle_place", { request }),
    chooseBundlePlace: (request) => call("choose_bundle_place", { request }),
    pack: (request, onStep) => call("pack", { request, onStep: new Channel<PackStep>(onStep) }),
    clean: (onStep) => call("clean", { onStep: new Channel<PackStep>(onStep) }),
    makeViewables: (of, onStep) => {
      const { artifact, evidence } = of ?? { artifact: null, evidence: null };
      return call("make_viewables", { artifact, evidence, onStep: new Channel<PackStep>(onStep) });
    },
    cancelPack: () => call("cancel_pack"),
    showBundle: (key) => call("show_bundle", { key: key ?? null }),
    earlierBundles: () => call("earlier_bundles"),
    verifyBundle: (key) => call("verify_bundle", { key }),
    rehearseBundle: (onStep, key) =>
      call("rehearse_bundle", { key: key ?? null, onStep: new Channel<PackStep>(onStep) }),
    compareBundle: (key) => call("compare_bundle", { key }),
  } satisfies Partial<Backend>;
}
