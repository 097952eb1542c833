import { expect, test, vi } from "vitest";

import { fakeBackend, type FakeOptions } from "../backend/fake";
import { Workspace } from "./workspace.svelte";

function workspace(options: Partial<FakeOptions> = {}) {
  const backend = fakeBackend({ language: () => "en", ...options });
  return { backend, workspace: new Workspace(backend) };
}

test("nothing is read before something is open", async () => {
  const { workspace: it, backend } = workspace();
  const overview = vi.spyOn(backend, "overview");
  await it.resume();
  overview.mockClear();
  await it.refresh();
  expect(it.opened).toBeNull();
  expect(it.overview.failure).toBeNull();
  expect(overview).not.toHaveBeenCalled();
});

test("the portfolio that the program was started with is taken up", async () => {
  const { workspace: it } = workspace({ open: "unfinished" });
  await it.resume();
  await vi.waitFor(() => expect(it.overview.value).not.toBeNull());
  expect(it.opened?.title).toBe("My ISTE portfolio");
  expect(it.criteria.value).toHaveLength(25);
  expect(it.artifacts.value).toHaveLength(8);
});

test("the findings are read while somebody looks at them, and no moment's longer", async () => {
  const { workspace: it, backend } = workspace({ open: "unfinished" });
  const findings = vi.spyOn(backend, "findings");
  await it.resume();
  await it.refresh();
  expect(findings).not.toHaveBeenCalled();
  const stop = it.watchFindings();
  await vi.waitFor(() => expect(it.findings.value).not.toBeNull());
  await it.refresh();
  expect(findings).toHaveBeenCalledTimes(2);
  stop();
  await it.refresh();
  expect(findings).toHaveBeenCalledTimes(2);
  expect(it.findings.value).toBeNull();
});

test("another portfolio leaves nothing of the first, not even its bundle", async () => {
  const { workspace: it, backend } = workspace({ open: "complete", folder: "empty" });
  await it.resume();
  await it.packing.run({ draft: false, date: null });
  await vi.waitFor(() => expect(it.overview.value).not.toBeNull());
  vi.spyOn(backend, "overview").mockReturnValueOnce(new Promise(() => {}));
  expect(await it.chooseFolder()).toBe(true);
  expect(it.overview.value).toBeNull();
  expect(it.packing.state).toEqual({ kind: "idle" });
  await vi.waitFor(() => expect(it.artifacts.value).toEqual([]));
});

test("none is opened while a bundle is made from the first", async () => {
  const { workspace: it } = workspace({ open: "complete", pace: 1 });
  await it.resume();
  const run = it.packing.run({ draft: false, date: null });
  await vi.waitFor(() => expect(it.packing.state.kind).toBe("running"));
  expect(await it.openSample()).toBe(false);
  await it.packing.cancel();
  await run;
});

test("a closed dialog keeps what was open", async () => {
  const { workspace: it } = workspace({ open: "complete", folder: null });
  await it.resume();
  expect(await it.chooseFolder()).toBe(false);
  expect(it.opened?.title).toBe("Sample portfolio");
  expect(it.failure).toBeNull();
});

test("a folder that can't be opened says why, until the next attempt", async () => {
  const { workspace: it } = workspace({ folder: "failing" });
  expect(await it.chooseFolder()).toBe(false);
  expect(it.failure?.code).toBe("folder-vanished");
  expect(it.opening).toBeNull();
  expect(await it.openSample()).toBe(true);
  expect(it.failure).toBeNull();
});

test("a start that fails says why", async () => {
  const { workspace: it, backend } = workspace();
  vi.spyOn(backend, "opened").mockRejectedValueOnce(new Error("no"));
  await it.resume();
  expect(it.failure?.code).toBe("unexpected");
});
