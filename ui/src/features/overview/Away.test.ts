import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { Fake } from "../../backend/fake";
import type { AwayItem } from "../../backend";
import { ANSWERS } from "./away";

const PROPOSED: AwayItem["kind"][] = ["copy-same", "copy-merge", "renamed", "elsewhere", "changed", "added"];

const item = (kind: AwayItem["kind"], more: Partial<AwayItem> = {}): AwayItem => ({
  key: `key ${kind}`,
  kind,
  name: "5a (1).md",
  place: "2.5.a",
  detail: "Google Drive",
  differs: [],
  text: null,
  proposed: PROPOSED.includes(kind),
  ...more,
});

async function open(items: AwayItem[], options: Parameters<typeof openWindow>[0] = { open: "unfinished" }) {
  const opened = await openWindow(options);
  if (!(opened.backend instanceof Fake)) throw new Error("no backend in memory");
  const { happened } = opened.backend;
  happened.items = items;
  await opened.workspace.refresh();
  return { ...opened, happened };
}

const list = () => screen.findByRole("region", { name: "While you were away" });
const row = async (words: RegExp) => {
  const rows = await within(await list()).findAllByTestId("away-row");
  const found = rows.find(({ textContent }) => words.test(textContent));
  if (!found) throw new Error(String(words));
  return within(found);
};

test("there is no such part when nothing happened", async () => {
  await open([]);
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(screen.queryByRole("region", { name: "While you were away" })).toBeNull();
});

test("everything that happened has a sentence, an answer and a way to leave it so", async () => {
  const kinds = Object.keys(ANSWERS) as AwayItem["kind"][];
  const { user, happened } = await open(kinds.map((kind) => item(kind, { text: { kind: "criterion", id: "5a" } })));
  const rows = await within(await list()).findAllByTestId("away-row");
  expect(new Set(rows.map((one) => one.querySelector("p")?.textContent)).size).toBe(kinds.length);
  for (const one of rows) expect(within(one).getAllByRole("button").length).toBeGreaterThan(0);
  expect(within(rows[0] as HTMLElement).getByRole("link", { name: /^Open the text/ }).getAttribute("href")).toBe("#/criterion/5a");
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: `Do the ${String(PROPOSED.length)} things that are proposed` }));
  await vi.waitFor(() => expect(happened.answered).toEqual(PROPOSED.map((kind) => `key ${kind}`)));
  expect(await within(await list()).findAllByTestId("away-row")).toHaveLength(kinds.length - PROPOSED.length);
});

test("one is answered, another passed over, and the list goes", async () => {
  const { user, happened } = await open([item("deleted"), item("edited")]);
  expect(within(await list()).queryByRole("button", { name: /proposed/ })).toBeNull();
  await user.click((await row(/deleted the text/)).getByRole("button", { name: /^Put the text back/ }));
  await vi.waitFor(() => expect(happened.answered).toEqual(["key deleted"]));
  await user.click((await row(/changed the text/)).getByRole("button", { name: /^Seen/ }));
  await vi.waitFor(() => expect(happened.ignored).toEqual(["key edited"]));
  await vi.waitFor(() => expect(screen.queryByRole("region", { name: "While you were away" })).toBeNull());
});

test("where a copy and its original disagree, the learner chooses", async () => {
  const { user, happened } = await open([item("copy-choose")]);
  happened.apart = {
    fields: [{ key: "status", name: "how far you are", mine: "Open", theirs: "Ready" }],
    pieces: [
      { kind: "agreed", text: "One.\n\n" },
      { kind: "both", mine: "Mine.", theirs: "Theirs.", both: "Mine.\n\nTheirs." },
    ],
  };
  await user.click((await row(/say something else/)).getByRole("button", { name: /^Compare the two/ }));
  const dialog = await screen.findByRole("dialog");
  const place = within(dialog).getByRole("group", { name: /^Place 1/ });
  expect(within(place).getByRole<HTMLInputElement>("radio", { name: /^Both, the portfolio's first/ }).checked).toBe(true);
  await user.click(within(place).getByRole("radio", { name: /^In the copy/ }));
  const status = within(dialog).getByRole("group", { name: /how far you are/ });
  expect(within(status).getByRole<HTMLInputElement>("radio", { name: /^In the portfolio/ }).checked).toBe(true);
  await user.click(within(status).getByRole("radio", { name: /^In the copy/, description: "Ready" }));
  await expectAccessible();
  await user.click(within(dialog).getByRole("button", { name: "Use what is chosen" }));
  await vi.waitFor(() => expect(happened.merged).toEqual({ text: "One.\n\nTheirs.", fields: ["status"] }));
});

test("a portfolio that is only read tells, and offers nothing", async () => {
  await open([item("copy-merge")], { open: "readonly" });
  expect(within(await list()).queryAllByRole("button")).toEqual([]);
});
