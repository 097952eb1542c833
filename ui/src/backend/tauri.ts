/** The backend of the desktop window. The only file that imports `@tauri-apps/*` (checked by lint). */
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";

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
    suggestedBundleName: (draft) => call("suggested_bundle_name", { draft }),
    chooseBundlePlace: (suggested) => call("choose_bundle_place", { suggested }),
    pack: (request, place, onStep) =>
      call("pack", { request, place, onStep: new Channel<PackStep>(onStep) }),
    cancelPack: () => call("cancel_pack"),
    showBundle: (path) => call("show_bundle", { path }),
    pictureUrl: (id) => convertFileSrc(id, "artifact"),
  };
}
