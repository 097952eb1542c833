import type { Attachment } from "svelte/attachments";

/** Moves the focus to the element when `wanted` turns true; the element needs a `tabindex`. */
export function focusWhen(wanted: boolean): Attachment<HTMLElement> {
  return (element) => {
    if (!wanted) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  };
}

/**
 * After something that had the focus is gone. Who has moved on meanwhile, and may be typing, is not called back: what a
 * change brings comes a moment after the key.
 */
export function focusIfLost(element: HTMLElement | null | undefined): void {
  if (!document.activeElement || document.activeElement === document.body) element?.focus();
}

/** How long a row that was dealt with may take to leave the screen; after that it stays, and so does the focus. */
const PATIENCE = 5000;

/**
 * Once a row has left its list, the focus goes to the row that took its place: the next, the one before, else the
 * list's heading or the screen's. Rows and headings need a `tabindex`. Nothing is taken from someone who moved on.
 */
export function focusAfter(row: HTMLElement): void {
  const heading = row.closest("section")?.querySelector<HTMLElement>("h2, h3");
  const after = [row.nextElementSibling, row.previousElementSibling, heading, document.querySelector("h1")];
  const observer = new MutationObserver(() => {
    if (row.isConnected) return;
    observer.disconnect();
    focusIfLost(after.find((element): element is HTMLElement => element instanceof HTMLElement && element.isConnected));
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), PATIENCE);
}
