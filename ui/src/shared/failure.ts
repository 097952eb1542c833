import { isFailure, type Failure } from "../backend";
import * as m from "../paraglide/messages.js";

/** What to show for a rejection: the backend's sentences, or ours where it threw something that isn't meant to be read. */
export function asFailure(error: unknown): Failure {
  if (isFailure(error)) return error;
  return { code: "unexpected", message: m.ui_failure_unexpected(), hint: m.ui_failure_unexpected_hint() };
}
