/** The whole window on the backend in memory, as a person meets it. */
import { render } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect } from "vitest";

import App from "../src/app/App.svelte";
import { others } from "../src/app/others.svelte";
import { Workspace } from "../src/app/workspace.svelte";
import type { Backend } from "../src/backend";
import { fakeBackend, type FakeOptions } from "../src/backend/fake";
import { language } from "../src/shared/language.svelte";

/** `prepare` may change what the backend answers before the window asks. */
export async function openWindow(
  options: Partial<FakeOptions> = {},
  address = "",
  prepare: (backend: Backend) => void = () => {},
) {
  await others.load();
  window.location.hash = address;
  const backend = fakeBackend({ language: () => language.current, ...options });
  prepare(backend);
  const workspace = new Workspace(backend);
  await workspace.resume();
  const view = render(App, { props: { workspace } });
  return { user: userEvent.setup(), workspace, backend, ...view };
}

/** Contrast needs layout and is looked at in the real browser (browser.mjs). */
export async function expectAccessible(): Promise<void> {
  const { violations, passes } = await axe.run(document, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
  expect(passes.length).toBeGreaterThan(10);
}
