/** Puts the preferences onto the page: the style sheets read them from the root element. */
import type { Preferences } from "../backend";

/** What the system asks for by itself. */
export type SystemWishes = { contrast: boolean; calm: boolean };

export function applyLook(preferences: Preferences, system: SystemWishes, root: HTMLElement = document.documentElement): void {
  const { theme, textSize, width, reducedMotion } = preferences;
  root.dataset.theme = theme;
  root.dataset.width = width;
  root.toggleAttribute("data-contrast", theme === "contrast" || system.contrast);
  root.toggleAttribute("data-calm", reducedMotion || system.calm);
  // Through the object model: the policy refuses style attributes, not this.
  root.style.fontSize = `${textSize}%`;
}
