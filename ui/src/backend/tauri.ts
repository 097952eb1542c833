/** The backend of the desktop window. The only file that imports `@tauri-apps/*` (checked by lint). */
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { getCurrentWindow } from "@tauri-apps/api/window";

import type { Backend, PackStep } from ".";

export function tauriBackend(language: () => string): Backend {
  // Any command may fail with a sentence, so each is told the language.
  const call = <T>(command: string, args: Record<string, unknown> = {}): Promise<T> =>
    invoke<T>(command, { lang: language(), ...args });

  return {
    opened: () => call("opened"),
    chooseFolder: () => call("choose_folder"),
    openSample: () => call("open_sample"),
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
    importDropped: (into) => call("import_dropped", { into }),
    onDropped: (hear) => void listen<number>("dropped", ({ payload }) => hear(payload)),
    log: () => call("log"),
    undo: () => call("undo"),
    redo: () => call("redo"),
    bundlePlace: (draft) => call("bundle_place", { draft }),
    chooseBundlePlace: (draft) => call("choose_bundle_place", { draft }),
    pack: (request, onStep) => call("pack", { request, onStep: new Channel<PackStep>(onStep) }),
    cancelPack: () => call("cancel_pack"),
    showBundle: () => call("show_bundle"),
    // An id is a path of its own, `artifact/evidence`, and a whole one would have its slash escaped.
    pictureUrl: (id) => convertFileSrc("", "artifact") + id.split("/").map(encodeURIComponent).join("/"),
    setTitle: (title) => {
      // A window that closes meanwhile has no title.
      getCurrentWindow().setTitle(title).catch(() => undefined);
    },
  };
}
