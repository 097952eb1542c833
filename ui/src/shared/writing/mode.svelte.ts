/** How texts are looked at: the same for all of them, until the window is closed. */
export type Mode = "write" | "source" | "read";

export const view = $state<{ mode: Mode }>({ mode: "write" });
