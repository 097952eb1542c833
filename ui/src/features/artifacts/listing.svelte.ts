/** How the list is looked at, until the window is closed. */
import type { Sorting } from "./order";

export type Look = "cards" | "table";

export const listing = $state<{ look: Look; sorting: Sorting }>({ look: "cards", sorting: "number" });
