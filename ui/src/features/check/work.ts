/** What kind of work mends a finding, by its rule. */
import type { Finding } from "../../backend";
import * as m from "../../paraglide/messages.js";

export const KINDS = ["repair", "protect", "map", "write", "files", "describe", "details"] as const;
export type Kind = (typeof KINDS)[number];

/** Beginnings of rule ids. The longest that fits counts, so that one rule may be an exception among its kin. */
const KIND_OF: Record<string, Kind> = {
  format: "repair",
  settings: "repair",
  profile: "repair",
  "plan-fault": "repair",
  "id-duplicate": "repair",
  header: "repair",
  "clean-list-fault": "repair",
  "text-not-utf8": "repair",
  "text-file-too-large": "repair",
  "file-unreadable": "repair",
  "file-in-cloud": "repair",
  "criterion-unknown": "repair",
  "conflict-copy": "repair",
  "folder-without-artifact": "repair",
  people: "protect",
  redaction: "protect",
  "roster-name": "protect",
  "email-address": "protect",
  "phone-number": "protect",
  "location-data": "protect",
  "author-data": "protect",
  "comments-left": "protect",
  "cannot-clean": "protect",
  "clean-copy-gone": "protect",
  rights: "protect",
  "artifact-count": "map",
  "artifact-unattached": "map",
  coverage: "map",
  "criterion-without-artifact": "map",
  "criterion-still-fits": "map",
  "attached-unknown": "map",
  "standard-on-one-artifact": "map",
  pin: "map",
  "criterion-without-text": "write",
  "artifact-reflection-missing": "write",
  reflection: "write",
  text: "write",
  "conflict-marks": "write",
  "heading-skips": "write",
  "link-text-vague": "write",
  "artifact-evidence-none": "files",
  evidence: "files",
  viewable: "files",
  poster: "files",
  video: "files",
  file: "files",
  link: "files",
  alt: "describe",
  "text-image-alt": "describe",
  captions: "describe",
  identity: "details",
  statement: "details",
  artifact: "details",
  number: "details",
  name: "details",
  due: "details",
};

/** `null` for a rule that this version has never heard of. */
export function kindOf(rule: Finding["rule"]): Kind | null {
  const parts = rule.split("-");
  for (let length = parts.length; length > 0; length -= 1) {
    const kind = KIND_OF[parts.slice(0, length).join("-")];
    if (kind) return kind;
  }
  return null;
}

export const KIND_WORDS: Record<Kind, { name: () => string; text: () => string }> = {
  repair: { name: m.ui_work_repair, text: m.ui_work_repair_text },
  protect: { name: m.ui_work_protect, text: m.ui_work_protect_text },
  map: { name: m.ui_work_map, text: m.ui_work_map_text },
  write: { name: m.ui_work_write, text: m.ui_work_write_text },
  files: { name: m.ui_work_files, text: m.ui_work_files_text },
  describe: { name: m.ui_work_describe, text: m.ui_work_describe_text },
  details: { name: m.ui_work_details, text: m.ui_work_details_text },
};
