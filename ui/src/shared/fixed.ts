/** Whether a page can only be read: said once by the page, asked by every field on it. */
import { createContext } from "svelte";

const [given, give] = createContext<() => boolean>();

export function provideFixed(fixed: () => boolean): void {
  give(fixed);
}

/** Asked while a component is made; what it returns is asked again whenever it matters. */
export function fixedHere(): () => boolean {
  return given();
}

/** For a box or a choice that keeps the focus and shows how it stands, but takes no other. */
export function refuse(event: Event): void {
  event.preventDefault();
}
