import { expect, test } from "vitest";

import type { Failure } from "../backend";
import { Resource } from "./resource.svelte";

const gone: Failure = { code: "gone", message: "It is gone.", hint: "Put it back." };

/** A source whose answers are given by hand. */
function asked<T>() {
  const answers: { resolve: (value: T) => void; reject: (reason: unknown) => void }[] = [];
  const resource = new Resource<T>(() => new Promise((resolve, reject) => answers.push({ resolve, reject })));
  return { resource, answers };
}

test("an answer that a later question overtook is not shown", async () => {
  const { resource, answers } = asked<string>();
  const first = resource.load();
  const second = resource.load();
  answers[1]?.resolve("new");
  await second;
  answers[0]?.resolve("old");
  await first;
  expect(resource.value).toBe("new");
  expect(resource.loading).toBe(false);
});

test("nor is a failure that was overtaken, nor an answer for what was closed", async () => {
  const { resource, answers } = asked<string>();
  const first = resource.load();
  resource.clear();
  answers[0]?.reject(gone);
  await first;
  expect(resource.failure).toBeNull();
  const second = resource.load();
  resource.clear();
  answers[1]?.resolve("of another portfolio");
  await second;
  expect(resource.value).toBeNull();
});

test("what is known stays while it is read anew, and beside a failure", async () => {
  const { resource, answers } = asked<string>();
  const first = resource.load();
  answers[0]?.resolve("known");
  await first;
  const second = resource.load();
  expect(resource.value).toBe("known");
  answers[1]?.reject(gone);
  await second;
  expect(resource.value).toBe("known");
  expect(resource.failure).toEqual(gone);
});

test("what is not a failure of the backend is told in words of ours", async () => {
  const resource = new Resource<string>(() => Promise.reject(new TypeError("x is undefined")));
  await resource.load();
  expect(resource.failure?.code).toBe("unexpected");
  expect(resource.failure?.message).not.toContain("undefined");
});
