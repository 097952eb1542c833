/** The backend of the desktop window. The only file that imports `@tauri-apps/*` (checked by lint). */
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";

import type { Backend, Chosen, Done, MenuItem, PackStep } from ".";

export function tauriBackend(language: () => string): Backend {
  // Any command may fail with a sentence, so each is told the language.
  const call = <T>(command: string, args: Record<string, unknown> = {}): Promise<T> =>
    invoke<T>(command, { lang: language(), ...args });

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
    onOpened: (hear) => void listen<Chosen>("opened", ({ payload }) => hear(payload)),
    onMenu: (hear) => void listen<MenuItem>("menu", ({ payload }) => hear(payload)),
    ready: () => call("ready"),
    preferences: () => call("preferences"),
    setPreferences: (preferences) => call("set_preferences", { preferences }),
    portfoliosFolder: () => call("portfolios_folder"),
    choosePortfoliosFolder: () => call("choose_portfolios_folder"),
    portfolioSettings: () => call("portfolio_settings"),
    plan: () => call("plan"),
    help: () => call("help"),
    openHelpLink: (key) => call("open_help_link", { key }),
    diagnostics: () => call("diagnostics"),
    copy: (text) => navigator.clipboard.writeText(text),
    search: (words) => call("search", { words }),
    overview: () => call("overview"),
    criteria: () => call("criteria"),
    artifacts: () => call("artifacts"),
    findings: () => call("findings"),
    criterion: (key) => call("criterion", { key }),
    artifact: (id) => call("artifact", { id }),
    similar: (key, text) => call("similar", { key, text }),
    edit: (edit) => call("edit", { edit }),
    saveText: (of, text, base) => call("save_text", { of, text, base }),
    importFiles: (into) => call("import_files", { into }),
    // The bytes travel as they are, not as a list of numbers; what belongs to them stands in a header.
    importPasted: (name, bytes, into) =>
      invoke<Done>("import_pasted", bytes, {
        headers: { about: String(new URLSearchParams({ lang: language(), name, into: into ?? "" })) },
      }),
    keepAside: (of, text) => call("keep_aside", { of, text }),
    reading: (text) => call("reading", { text }),
    importDropped: (into) => call("import_dropped", { into }),
    onDropped: (hear) => void listen<number>("dropped", ({ payload }) => hear(payload)),
    log: () => call("log"),
    undo: () => call("undo"),
    redo: () => call("redo"),
    bundlePlace: (draft) => call("bundle_place", { draft }),
    chooseBundlePlace: (draft) => call("choose_bundle_place", { draft }),
    pack: (request, onStep) => call("pack", { request, onStep: new Channel<PackStep>(onStep) }),
    cancelPack: () => call("cancel_pack"),
    showBundle: (key) => call("show_bundle", { key: key ?? null }),
    waived: () => call("waived"),
    earlierBundles: () => call("earlier_bundles"),
    verifyBundle: (key) => call("verify_bundle", { key }),
    compareBundle: (key) => call("compare_bundle", { key }),
    // An id is a path of its own, `artifact/evidence`, and a whole one would have its slash escaped.
    pictureUrl: (id) => convertFileSrc("", "artifact") + id.split("/").map(encodeURIComponent).join("/"),
    setTitle: (title) => {
      // A window that closes meanwhile has no title.
      getCurrentWindow().setTitle(title).catch(() => undefined);
    },
  };
}
