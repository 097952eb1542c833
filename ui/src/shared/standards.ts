import type { CriterionRow } from "../backend";
import * as m from "../paraglide/messages.js";

export type StandardGroup = { name: string; rows: CriterionRow[] };

/** Rows under their standard, both in the order of their numbers; the reflection is a group of its own. */
export function byStandard(rows: CriterionRow[]): StandardGroup[] {
  const groups = new Map<string | null, CriterionRow[]>();
  for (const row of rows) {
    const group = groups.get(row.standard);
    if (group) group.push(row);
    else groups.set(row.standard, [row]);
  }
  return [...groups].map(([name, group]) => ({ name: name ?? m.ui_criterion_reflection(), rows: group }));
}
