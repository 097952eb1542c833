/** The quick way in, from anywhere. */
import { QUICK_ADD, type ScreenName } from "../shared/route";

export function quickAdd(go: (screen: ScreenName, focus: string) => void): void {
  go("artifacts", QUICK_ADD);
  // Where the address is the same already, nothing moves by itself.
  document.getElementById("quick-add")?.focus();
}
