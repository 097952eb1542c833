/** CodeMirror's own words, from our catalogue. */
import * as m from "../../paraglide/messages.js";

export function phrases(): Record<string, string> {
  return {
    Find: m.ui_editor_find_text(),
    Replace: m.ui_editor_replace_text(),
    next: m.ui_editor_find_next(),
    previous: m.ui_editor_find_previous(),
    all: m.ui_editor_find_all(),
    "match case": m.ui_editor_match_case(),
    "by word": m.ui_editor_whole_words(),
    regexp: m.ui_editor_pattern(),
    replace: m.ui_editor_replace(),
    "replace all": m.ui_editor_replace_all(),
    close: m.ui_editor_find_close(),
    "current match": m.ui_editor_current_match(),
    "on line": m.ui_editor_on_line(),
    "replaced match on line $": m.ui_editor_replaced_on_line({ line: "$" }),
    "replaced $ matches": m.ui_editor_replaced_count({ count: "$" }),
    "Selection deleted": m.ui_editor_selection_deleted(),
    "Control character": m.ui_editor_control_character(),
  };
}
