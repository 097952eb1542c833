/** Reminds of a time of work while the window is open: at the chosen time, once, and never while somebody writes. */
import type { BlockLine, PlanPage } from "../backend";
import * as m from "../paraglide/messages.js";
import type { Clock } from "../shared/clock";
import { formatMinutes } from "../shared/format";
import { isWriting } from "../shared/writing/minutes";
import type { Workspace } from "./workspace.svelte";

const MINUTE = 60_000;

/** Looks once a minute until what it returns is called. */
export function remind(workspace: Workspace, clock: Clock): () => void {
  const told = new Set<string>();
  let stop = () => {};

  async function look(): Promise<void> {
    const lead = workspace.preferences.current.remind;
    if (lead !== null && workspace.opened && !isWriting(clock.now())) {
      const plan = await workspace.backend.plan().catch(() => null);
      const due = plan && dueBlock(plan, lead, clock.now());
      // Somebody may have begun to write meanwhile.
      const key = due && `${workspace.opened?.opening} ${due.date} ${due.at}`;
      if (key && !told.has(key) && !isWriting(clock.now())) {
        told.add(key);
        const words = { at: due.at, time: formatMinutes(due.minutes), what: due.outline };
        await workspace.backend.notify(m.ui_remind_now(), m.ui_remind_body(words)).catch(() => undefined);
      }
    }
    stop = clock.after(MINUTE, () => void look());
  }

  stop = clock.after(MINUTE, () => void look());
  return () => stop();
}

/** The time of work that begins within so many minutes, or has begun and is not over. */
export function dueBlock({ week }: PlanPage, lead: number, now: Date): BlockLine | null {
  const due = week.blocks.find(({ date, at, minutes }) => {
    if (at === "") return false;
    const begins = new Date(`${date}T${at}:00`).getTime();
    return now.getTime() >= begins - lead * MINUTE && now.getTime() < begins + minutes * MINUTE;
  });
  return due ?? null;
}
