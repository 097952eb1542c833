import type { DueFigures } from "../../backend";
import * as m from "../../paraglide/messages.js";

/** What a due date rests on. */
export const BASIS_WORDS: Record<DueFigures["basis"], () => string> = {
  cohort: m.ui_basis_cohort,
  own: m.ui_basis_own,
  official: m.ui_basis_official,
  extension: m.ui_basis_extension,
};
