/** Evidence of the backend in memory, and what its files tell beside what they show. */
import type { EvidenceOf } from ".";
import type { ArtifactPage, EvidenceItem, PrivateFile, UnshownFile, ViewableOffer, ViewablesMade } from "./bindings";
import * as m from "../paraglide/messages.js";

export function item(id: string, name: string): EvidenceItem {
  return {
    id,
    name,
    link: null,
    beside: [],
    caption: "",
    alt: "",
    decorative: false,
    checked: null,
    kind: name.endsWith(".pdf") ? "pdf" : "unknown",
    bytes: 40_960,
    missing: false,
    picture: null,
    cleaned: [],
    viewable: offer(name),
  };
}

/** As on a machine with LibreOffice and nothing else. */
function offer(name: string): ViewableOffer | null {
  if (name.endsWith(".docx")) return { shape: "pdf", by: "LibreOffice" };
  if (name.endsWith(".heic")) return { shape: "picture", by: null };
  if (name.endsWith("sheet.pdf")) return { shape: "poster", by: "Artifolio" };
  return null;
}

export const nothingMade: ViewablesMade = { done: null, made: 0, firstPage: false, failed: [] };

export function unshownFiles(pages: ArtifactPage[]): UnshownFile[] {
  return pages.flatMap(({ card, evidence }) =>
    evidence.flatMap(({ id, name, viewable: offer }) =>
      offer ? [{ artifact: card.id, title: card.title, evidence: id, file: name, offer }] : [],
    ),
  );
}

/** Those that something here can make. */
export function makeViewables(pages: ArtifactPage[], of: EvidenceOf | null): ViewablesMade {
  const all = unshownFiles(pages).filter((one) => !of || (one.artifact === of.artifact && one.evidence === of.evidence));
  const made = all.filter(({ offer }) => offer.by !== null);
  for (const { artifact, evidence } of made) {
    const page = pages.find(({ card }) => card.id === artifact);
    if (page) beside(page, evidence, `${evidence}.viewable.pdf`);
  }
  return { ...nothingMade, made: made.length };
}

/** A copy that any browser shows lies beside the item. */
export function beside(page: ArtifactPage, evidence: string, file: string): void {
  const one = page.evidence.find(({ id }) => id === evidence);
  if (!one) return;
  one.beside.push({ key: "viewable", name: file });
  one.viewable = null;
}

/** What stood beside the item is gone. */
export function leave(one: EvidenceItem, gone: string): null {
  one.beside = one.beside.filter(({ key }) => key !== gone);
  one.viewable = offer(one.name);
  return null;
}

/** The first files of the first artifacts tell who made them. */
const telling = (pages: ArtifactPage[]) => pages.slice(0, 2).flatMap((page) => page.evidence.slice(0, 1).map((one) => ({ page, one })));

export function privateFiles(pages: ArtifactPage[]): PrivateFile[] {
  return telling(pages).map(({ page: { card }, one }) => ({
    artifact: card.id,
    title: card.title,
    file: one.name,
    kinds: [m.private_author()],
    state: one.cleaned.length > 0 ? "cleaned" : "to-clean",
    reason: null,
  }));
}

export function clean(pages: ArtifactPage[]): void {
  for (const { one } of telling(pages)) one.cleaned = [m.private_author()];
}
