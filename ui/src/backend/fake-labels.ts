/** What undo calls each change in the backend in memory. */
import type { Edit } from "./bindings";
import * as m from "../paraglide/messages.js";

export const LABELS: Record<Edit["kind"], () => string> = {
  attach: m.change_attach,
  detach: m.change_detach,
  criterion: m.change_criterion,
  "new-artifact": m.change_new_artifact,
  artifact: m.change_artifact,
  "remove-artifact": m.change_remove_artifact,
  order: m.change_order,
  "add-link": m.change_add_link,
  evidence: m.change_evidence,
  "remove-evidence": m.change_remove_evidence,
  "remove-beside": m.change_remove_beside,
  "list-file": m.change_list_file,
  waive: m.change_waive,
  unwaive: m.change_unwaive,
  settings: m.change_settings,
  plan: m.change_plan,
  "course-start": m.change_plan,
  "course-step": m.change_plan,
  "remove-course-step": m.change_plan,
  extensions: m.change_settings,
  "remove-document": m.change_shelf,
};
