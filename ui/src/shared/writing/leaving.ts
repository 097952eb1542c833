/** Words that were still unsaved when their page was left: saved on the way out, and kept when that fails. */
import type { Workspace } from "../../app/workspace.svelte";
import type { TextOf } from "../../backend";
import * as m from "../../paraglide/messages.js";
import { announcer } from "../announce.svelte";
import { Saving, type OnDisk, type Version } from "./saving.svelte";

type Draft = { text: string; base: Version };

type Left = { going: Promise<void>; draft: Draft | null };

/** Of which text, in which portfolio: another one may be open when the page is left. */
const places = new WeakMap<Saving, string>();

const left = new WeakMap<Workspace, Map<string, Left>>();

function placeOf(workspace: Workspace, { kind, id }: TextOf): string {
  return `${workspace.opened?.path ?? ""} ${kind} ${id}`;
}

function leftIn(workspace: Workspace): Map<string, Left> {
  const known = left.get(workspace) ?? new Map<string, Left>();
  left.set(workspace, known);
  return known;
}

/** Begins with what is on the disk, and with the words over it that could not be saved when the page was left. */
export function begin(workspace: Workspace, of: TextOf, { text, revision, past: { emptied } }: OnDisk): Saving {
  const draft = draftOf(workspace, of);
  const place = placeOf(workspace, of);
  // The portfolio that these words belong to, whichever is open when they are saved.
  const { backend } = workspace;
  const saving = new Saving(
    // What was emptied is shown as it was: the page itself then says that it is not.
    draft?.base ?? (emptied === null ? { text, revision } : { text: emptied, revision: "" }),
    {
      save: (text, base) => workspace.saveText(of, text, base, backend),
      merge: async (base, mine) => {
        const { pieces, ...other } = await backend.merge(of, base, mine);
        return { other, pieces };
      },
      setAside: (text) => backend.setAside(of, text),
      keep: (text) => backend.keepAside(of, text),
      onTaken: () => announcer.say(m.ui_text_taken()),
      onMerged: () => announcer.say(m.ui_text_merged()),
      onMended: () => announcer.say(m.ui_saved()),
    },
  );
  places.set(saving, place);
  if (draft) saving.type(draft.text);
  return saving;
}

export function leave(workspace: Workspace, of: TextOf, saving: Saving): Promise<void> {
  const place = places.get(saving) ?? placeOf(workspace, of);
  const entry: Left = { going: Promise.resolve(), draft: null };
  leftIn(workspace).set(place, entry);
  entry.going = saving.flush().then(() => {
    saving.stop();
    if (!saving.dirty) return;
    entry.draft = { text: saving.text, base: saving.base };
    workspace.trouble = saving.failure;
  });
  return entry.going;
}

/** Resolved when nothing of that text is on its way to the disk any more. */
export async function gone(workspace: Workspace, of: TextOf): Promise<void> {
  await leftIn(workspace).get(placeOf(workspace, of))?.going;
}

/** What could not be saved when its page was left; told once. */
function draftOf(workspace: Workspace, of: TextOf): Draft | null {
  const place = placeOf(workspace, of);
  const draft = leftIn(workspace).get(place)?.draft ?? null;
  leftIn(workspace).delete(place);
  return draft;
}
