/** Words that were still unsaved when their page was left: saved on the way out, and kept when that fails. */
import type { Workspace } from "../../app/workspace.svelte";
import type { Saving } from "./saving.svelte";

export type Draft = { text: string; base: string };

type Left = { going: Promise<void>; draft: Draft | null };

const left = new WeakMap<Workspace, Map<string, Left>>();

function placeOf(workspace: Workspace, id: string): string {
  return `${workspace.opened?.path ?? ""} ${id}`;
}

function of(workspace: Workspace): Map<string, Left> {
  const known = left.get(workspace) ?? new Map<string, Left>();
  left.set(workspace, known);
  return known;
}

export function leave(workspace: Workspace, id: string, saving: Saving): void {
  const place = placeOf(workspace, id);
  const entry: Left = { going: Promise.resolve(), draft: null };
  of(workspace).set(place, entry);
  entry.going = saving.flush().then(() => {
    saving.stop();
    if (!saving.dirty) return;
    entry.draft = { text: saving.text, base: saving.base };
    workspace.trouble = saving.failure;
  });
}

/** Resolved when nothing of that text is on its way to the disk any more. */
export async function gone(workspace: Workspace, id: string): Promise<void> {
  await of(workspace).get(placeOf(workspace, id))?.going;
}

/** What could not be saved when its page was left; told once. */
export function draftOf(workspace: Workspace, id: string): Draft | null {
  const place = placeOf(workspace, id);
  const draft = of(workspace).get(place)?.draft ?? null;
  of(workspace).delete(place);
  return draft;
}
