/** What is written on the screen and may not be on the disk yet: all of it is saved before the window closes. */
const writers = new Set<() => Promise<unknown>>();

/** For the effect of a component that one writes in; what it returns ends it. */
export function savesItself(flush: () => Promise<unknown>): () => void {
  writers.add(flush);
  return () => void writers.delete(flush);
}

/** Resolved when everything is on the disk or could not be brought there. */
export async function saveAll(): Promise<void> {
  await Promise.allSettled([...writers].map((flush) => flush()));
}
