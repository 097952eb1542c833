import { configure } from "@testing-library/svelte";
import { afterEach, beforeEach, vi } from "vitest";

import { language } from "../src/shared/language.svelte";

// A loaded machine is no reason to fail: this is how long a broken test waits, not how long a sound one takes.
const PATIENCE = 15_000;
configure({ asyncUtilTimeout: PATIENCE });
const { waitFor } = vi;
vi.waitFor = (look, wish) => waitFor(look, wish ?? PATIENCE);

// What the window asks for and jsdom doesn't have.
Element.prototype.scrollIntoView = () => {};
Element.prototype.scrollTo = () => {};

window.matchMedia = (media) =>
  Object.assign(new EventTarget(), { media, matches: false, onchange: null, addListener() {}, removeListener() {} });
URL.createObjectURL = () => "blob:picture";
URL.revokeObjectURL = () => {};

const before = new WeakMap<HTMLDialogElement, Element | null>();
HTMLDialogElement.prototype.showModal = function () {
  before.set(this, document.activeElement);
  this.open = true;
  this.querySelector<HTMLElement>("[autofocus], input, button")?.focus();
};
HTMLDialogElement.prototype.close = function () {
  if (!this.open) return;
  this.open = false;
  const back = before.get(this);
  if (back instanceof HTMLElement) back.focus();
  this.dispatchEvent(new Event("close"));
};
// Escape, as the browser takes it.
window.addEventListener("keydown", ({ key, defaultPrevented }) => {
  if (key === "Escape" && !defaultPrevented) document.querySelector<HTMLDialogElement>("dialog[open]")?.close();
});

beforeEach(() => {
  window.location.hash = "";
});

afterEach(() => {
  language.chosen = "";
});
