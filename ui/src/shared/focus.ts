import type { Attachment } from "svelte/attachments";

/** Moves the focus to the element when `wanted` turns true; the element needs a `tabindex`. */
export function focusWhen(wanted: boolean): Attachment<HTMLElement> {
  return (element) => {
    if (!wanted) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center" });
  };
}
