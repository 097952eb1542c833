/** Names of the screens: the same in the side bar, the window's title and each heading. */
import * as m from "../paraglide/messages.js";
import type { ScreenName } from "../shared/route";

const TITLES: Record<ScreenName, () => string> = {
  start: m.ui_start_title,
  new: m.ui_new_title,
  restore: m.ui_restore_title,
  overview: m.ui_nav_overview,
  artifacts: m.ui_nav_artifacts,
  artifact: m.ui_artifact,
  criteria: m.ui_nav_criteria,
  criterion: m.ui_criterion,
  coverage: m.ui_nav_coverage,
  check: m.ui_nav_check,
  submit: m.ui_nav_submit,
  plan: m.ui_nav_plan,
  review: m.ui_nav_review,
  backup: m.ui_backup_title,
  settings: m.ui_nav_settings,
  help: m.ui_nav_help,
};

/** The screens of a portfolio, in the order of the work; the side bar and the palette lead to them. */
export const MAIN_SCREENS = [
  "overview",
  "artifacts",
  "criteria",
  "coverage",
  "plan",
  "review",
  "check",
  "submit",
] as const satisfies ScreenName[];

export function screenTitle(screen: ScreenName): string {
  return TITLES[screen]();
}
