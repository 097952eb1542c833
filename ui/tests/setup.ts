import { configure } from "@testing-library/svelte";
import { afterEach, beforeEach } from "vitest";

import { language } from "../src/shared/language.svelte";

// A loaded machine is no reason to fail: this is how long a broken test waits, not how long a sound one takes.
configure({ asyncUtilTimeout: 15_000 });

// The two things of layout that the window asks for and jsdom doesn't have.
Element.prototype.scrollIntoView = () => {};
Element.prototype.scrollTo = () => {};

window.matchMedia = (media) =>
  Object.assign(new EventTarget(), { media, matches: false, onchange: null, addListener() {}, removeListener() {} });

beforeEach(() => {
  window.location.hash = "";
});

afterEach(() => {
  language.chosen = "";
});
