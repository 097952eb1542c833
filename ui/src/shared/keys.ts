/** Keys as this machine's keyboard has them. */
import * as m from "../paraglide/messages.js";

export const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How a shortcut with the control key, such as `Shift+K`, is shown. */
export function shortcut(keys: string): string {
  return mac ? `⌘${keys.replace("Shift+", "⇧")}` : `${m.ui_editor_ctrl()}+${keys}`;
}

/** The same as `aria-keyshortcuts` wants it. */
export function ariaShortcut(keys: string): string {
  return `${mac ? "Meta" : "Control"}+${keys}`;
}

/** Whether the control key alone is held, the one that shortcuts have here. */
export function isCommand(event: KeyboardEvent): boolean {
  const [held, other] = mac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  return held && !other && !event.altKey;
}
