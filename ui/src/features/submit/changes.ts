/** What has changed since a bundle was made, in words. */
import type { BundleChange, CriterionRow } from "../../backend";
import * as m from "../../paraglide/messages.js";
import { language } from "../../shared/language.svelte";
import { href } from "../../shared/route";
import { criterionName } from "../../shared/words";

const PARTS: Record<BundleChange["what"][number], () => string> = {
  text: m.ui_bundle_change_text,
  artifacts: m.ui_bundle_change_artifacts,
  evidence: m.ui_bundle_change_evidence,
  details: m.ui_bundle_change_details,
};

export function changeSentence(change: BundleChange, criteria: CriterionRow[]): string {
  const name = nameOf(change, criteria);
  if (change.change === "added") return m.ui_bundle_change_added({ name });
  if (change.change === "removed") return m.ui_bundle_change_removed({ name });
  if (change.what.length === 0) return m.ui_bundle_change_changed_somehow({ name });
  const parts = new Intl.ListFormat(language.tag, { type: "unit" }).format(change.what.map((part) => PARTS[part]()));
  return m.ui_bundle_change_changed({ name, parts });
}

function nameOf({ kind, id, title }: BundleChange, criteria: CriterionRow[]): string {
  if (kind === "about") return m.ui_bundle_change_about();
  if (kind === "artifact") return title || id;
  const row = criteria.find(({ key }) => key === id);
  if (row?.standard === null) return m.ui_criterion_reflection();
  return m.ui_bundle_change_criterion({ code: row ? criterionName(row) : title || id });
}

/** Where it stands now; `null` for what is no longer there. */
export function changePlace({ kind, id, change }: BundleChange): string | null {
  if (change === "removed") return null;
  return kind === "about" ? href("settings") : href(kind, id);
}
