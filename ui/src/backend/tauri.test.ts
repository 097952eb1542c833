import { afterEach, beforeEach, expect, test } from "vitest";

import { connect, isFailure } from ".";

/** What the desktop window offers to its page, reduced to what is asked of it here. */
const calls: [command: string, args: Record<string, unknown>][] = [];
let callback: (message: unknown) => void = () => {};

beforeEach(() => {
  calls.length = 0;
  Object.assign(window, {
    __TAURI_INTERNALS__: {
      invoke: async (command: string, args: Record<string, unknown>) => {
        calls.push([command, args]);
        return `answer of ${command}`;
      },
      transformCallback: (given: (message: unknown) => void) => {
        callback = given;
        return 7;
      },
      metadata: { currentWindow: { label: "main" } },
      convertFileSrc: (path: string, protocol: string) => `${protocol}://localhost/${encodeURIComponent(path)}`,
    },
  });
});

afterEach(() => {
  delete (window as { __TAURI_INTERNALS__?: unknown }).__TAURI_INTERNALS__;
});

test("every call becomes the command of its name, told the language of the moment", async () => {
  let language = "en";
  const backend = await connect(() => language);
  expect(await backend.opened()).toBe("answer of opened");
  language = "es";
  await backend.chooseFolder();
  await backend.openSample();
  await backend.overview();
  await backend.criteria();
  await backend.artifacts();
  await backend.findings();
  await backend.bundlePlace({ draft: true, date: null });
  await backend.chooseBundlePlace({ draft: false, date: null });
  await backend.cancelPack();
  await backend.showBundle();
  const [lang, opening] = ["es", 0];
  expect(calls).toEqual([
    ["opened", { lang: "en", opening }],
    ["choose_folder", { lang, opening }],
    ["open_sample", { lang, opening }],
    ["overview", { lang, opening }],
    ["criteria", { lang, opening }],
    ["artifacts", { lang, opening }],
    ["findings", { lang, opening }],
    ["bundle_place", { lang, opening, request: { draft: true, date: null } }],
    ["choose_bundle_place", { lang, opening, request: { draft: false, date: null } }],
    ["cancel_pack", { lang, opening }],
    ["show_bundle", { lang, opening, key: null }],
  ]);
});

test("whoever looks at a portfolio says which opening of it they mean", async () => {
  const backend = (await connect(() => "en")).in(1).in(7);
  const of = { kind: "criterion", id: "5a" } as const;
  await backend.saveText(of, "mine", "r1");
  await backend.undo();
  const [lang, opening] = ["en", 7];
  expect(calls).toEqual([["save_text", { lang, opening, of, text: "mine", base: "r1" }], ["undo", { lang, opening }]]);
  Object.assign(window, {
    __TAURI_INTERNALS__: { invoke: async (...call: unknown[]) => expect(call[2]).toEqual({ headers: { about: "lang=en&opening=7&name=x.png&into=" } }) },
  });
  await backend.importPasted("x.png", new Uint8Array(), null);
  expect.assertions(2);
});

test("packing hears its steps on a channel", async () => {
  const backend = await connect(() => "en");
  const steps: unknown[] = [];
  await backend.pack({ draft: true, date: null }, (step) => steps.push(step));
  const [[command, args] = []] = calls;
  expect(command).toBe("pack");
  expect(args).toMatchObject({ lang: "en", request: { draft: true, date: null } });
  expect(JSON.stringify(args?.onStep)).toBe('"__CHANNEL__:7"');
  callback({ index: 0, message: { done: 1, total: 2 } });
  expect(steps).toEqual([{ done: 1, total: 2 }]);
});

test("the window is named after the screen", async () => {
  const backend = await connect(() => "en");
  backend.setTitle("Check – Artifolio");
  expect(calls).toEqual([["plugin:window|set_title", { label: "main", value: "Check – Artifolio" }]]);
});

test("pictures come through the protocol of their own", async () => {
  const backend = await connect(() => "en");
  expect(backend.pictureUrl("choice-boards/board 1")).toBe("artifact://localhost/choice-boards/board%201");
});

test("without the desktop window the backend in memory answers", async () => {
  delete (window as { __TAURI_INTERNALS__?: unknown }).__TAURI_INTERNALS__;
  const backend = await connect(() => "en");
  expect(await backend.opened()).toBeNull();
  expect((await backend.openSample()).title).toBe("Sample portfolio");
  expect(calls).toEqual([]);
});

test("only what has all three sentences is a failure", () => {
  expect(isFailure({ code: "a", message: "b", hint: "c" })).toBe(true);
  for (const other of [null, "text", new Error("x"), { code: "a", message: "b" }, { code: 1, message: "b", hint: "c" }]) {
    expect(isFailure(other)).toBe(false);
  }
});
