/** How the list is looked at, until the window is closed. */
import type { Sorting } from "./order";

export type Look = "cards" | "table";

type Listing = { look: Look; sorting: Sorting; /** The finer choices are open. */ more: boolean };

export const listing = $state<Listing>({ look: "cards", sorting: "number", more: false });
