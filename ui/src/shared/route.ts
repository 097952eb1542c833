/** Screens have addresses behind the hash: `#/criteria/5a` is the criteria list at 5a. */
const SCREENS = [
  "start",
  "new",
  "restore",
  "overview",
  "artifacts",
  "artifact",
  "criteria",
  "criterion",
  "coverage",
  "check",
  "submit",
  "plan",
  "review",
  "backup",
  "settings",
  "help",
] as const;
export type ScreenName = (typeof SCREENS)[number];

/** `focus` is the thing that is open or meant: a criterion's key, an artifact's id, a subject as `kind:id`. */
export type Route = { screen: ScreenName; focus: string | null };

/** The focus of the list of artifacts that is its line for a new one; no id has this sign. */
export const QUICK_ADD = "+";

export function href(screen: ScreenName, focus?: string | null): string {
  return focus ? `#/${screen}/${encodeURIComponent(focus)}` : `#/${screen}`;
}

/** An address that means nothing leads to the overview. */
export function parse(hash: string): Route {
  const [name, focus] = hash.replace(/^#\/?/, "").split("/");
  const screen = SCREENS.find((known) => known === name);
  return screen ? { screen, focus: focus ? decode(focus) : null } : { screen: "overview", focus: null };
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
