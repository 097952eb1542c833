/** Pictures from the clipboard: how they come in, what they are called, and how they become evidence. */
import type { Workspace } from "../app/workspace.svelte";
import type { Done } from "../backend";
import * as m from "../paraglide/messages.js";

/** Whether there is text with formatting beside them: word processors put a picture of the text beside the text. */
const isText = (data: DataTransfer) => data.types.includes("text/html");

export function picturesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
}

/** The pictures that somebody pastes beside any text surface, which takes its own. */
export function pastedBeside(event: ClipboardEvent): File[] {
  const { clipboardData: data, defaultPrevented, target } = event;
  const asked = target instanceof Element && target.closest("dialog") !== null;
  const files = defaultPrevented || asked || !data || isText(data) ? [] : picturesIn(data);
  if (files.length > 0) event.preventDefault();
  return files;
}

/** Browsers call everything from the clipboard “image”; the time tells more. */
export function pictureName({ name, type }: Pick<File, "name" | "type">, now: Date = new Date()): string {
  if (name !== "" && !/^image\.\w+$/i.test(name)) return name;
  const two = (part: number) => String(part).padStart(2, "0");
  const date = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const kind = /^image\/([a-z0-9]+)/.exec(type)?.[1] ?? "png";
  const title = m.ui_picture_pasted({ date, time: `${two(now.getHours())}.${two(now.getMinutes())}` });
  return `${title}.${kind === "jpeg" ? "jpg" : kind}`;
}

/** Makes the picture evidence of an artifact, or of a new one, and says there what it shows. */
export async function takePicture(
  workspace: Workspace,
  file: File,
  into: string | null,
  alt: string = "",
): Promise<Done | null> {
  const before = into === null || alt === "" ? [] : await evidenceOf(workspace, into);
  const done = await workspace.paste(pictureName(file), new Uint8Array(await file.arrayBuffer()), into);
  const artifact = done?.id ?? into;
  if (!done || artifact === null || alt === "") return done;
  const id = (await evidenceOf(workspace, artifact)).find((one) => !before.includes(one));
  if (id !== undefined) await workspace.change({ kind: "evidence", artifact, id, set: { alt } });
  return done;
}

/** None where it can't be read: the picture is what matters, and its description can be given on the page. */
async function evidenceOf(workspace: Workspace, artifact: string): Promise<string[]> {
  const page = await workspace.backend.artifact(artifact).catch(() => null);
  return page?.evidence.map(({ id }) => id) ?? [];
}
