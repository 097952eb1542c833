/** What the overview leads with: the one next thing to do, and its button. */
import type { ArtifactCard, CriterionRow, Finding, Overview } from "../../backend";
import * as m from "../../paraglide/messages.js";
import { mendOf, type Mend } from "../../shared/mending";
import { href } from "../../shared/route";
import { placeOf } from "../../shared/words";

export type Lead = {
  severity: Finding["severity"] | null;
  headline: string;
  text: string;
  /** The change that does it, where one is enough. */
  mend: Mend | null;
  action: { label: string; href: string };
};

export function leadOf(overview: Overview, criteria: CriterionRow[], artifacts: ArtifactCard[]): Lead {
  const [next] = overview.gravest;
  if (overview.artifacts.count === 0) {
    return {
      severity: null,
      headline: m.ui_lead_first(),
      text: m.ui_lead_first_text(),
      mend: null,
      action: { label: m.ui_lead_first_action(), href: href("artifacts") },
    };
  }
  if (next) {
    const place = placeOf(next.subject, criteria, artifacts);
    return {
      severity: next.severity,
      headline: next.message,
      text: next.hint,
      mend: mendOf(next, artifacts),
      action: place.href
        ? { label: m.ui_go_to({ place: place.name }), href: place.href }
        : { label: m.ui_see_findings(), href: href("check") },
    };
  }
  return {
    severity: null,
    headline: m.ui_lead_ready(),
    text: m.ui_lead_ready_text(),
    mend: null,
    action: { label: m.ui_lead_ready_action(), href: href("submit") },
  };
}
