/** What each item of the native menu does. */
import type { MenuItem } from "../backend";
import { palette } from "./palette.svelte";
import { quickAdd } from "./quickAdd";
import type { Router } from "./router.svelte";
import type { Workspace } from "./workspace.svelte";

export function menu(workspace: Workspace, router: Router): (item: MenuItem) => void {
  const { preferences } = workspace;
  const whenOpen = (act: () => void) => () => {
    if (workspace.opened) act();
  };
  const acts: Record<MenuItem, () => void> = {
    new: () => router.go("new"),
    open: () => void open(workspace, router),
    "quick-add": whenOpen(() => quickAdd((screen, focus) => router.go(screen, focus))),
    search: whenOpen(() => (palette.open = true)),
    settings: () => router.go("settings"),
    help: () => router.go("help"),
    diagnostics: () => router.go("help", "diagnostics"),
    undo: whenOpen(() => void workspace.undo()),
    redo: whenOpen(() => void workspace.redo()),
    larger: () => void preferences.resize(1),
    smaller: () => void preferences.resize(-1),
    "usual-size": () => void preferences.usualSize(),
  };
  return (item) => acts[item]();
}

/** Asks for a folder; one that holds no portfolio yet is offered as one. */
async function open(workspace: Workspace, router: Router): Promise<void> {
  if (await workspace.chooseFolder()) router.go("overview");
  else if (workspace.loose) router.go("new");
  else if (workspace.failure) router.go("start");
}
