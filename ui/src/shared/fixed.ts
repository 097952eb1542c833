/** Whether a page can only be read: said once by the page, asked by every field on it. */
import { getContext, setContext } from "svelte";

const KEY = Symbol("fixed");

export function provideFixed(fixed: () => boolean): void {
  setContext(KEY, fixed);
}

/** Asked while a component is made; what it returns is asked again whenever it matters. Where nobody said so, nothing is. */
export function fixedHere(): () => boolean {
  return getContext<(() => boolean) | undefined>(KEY) ?? (() => false);
}

/** For a box or a choice that keeps the focus and shows how it stands, but takes no other. */
export function refuse(event: Event): void {
  event.preventDefault();
}
