import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

const card = async (title: RegExp) => {
  const heading = await screen.findByRole("heading", { level: 2, name: title });
  return heading.closest("li") as HTMLElement;
};

test("each artifact has its picture, number, state, evidence and criteria", async () => {
  const { backend } = await openWindow({ open: "unfinished" }, "#/artifacts");
  const item = await card(/Maker fair/);
  expect(within(item).getByRole("img").getAttribute("alt")).toBe("Three models on a table");
  expect(within(item).getByRole("img").getAttribute("src")).toBe(backend.pictureUrl("maker-fair"));
  expect(within(item).getByText("Ready")).toBeTruthy();
  expect(within(item).getByText("5 pieces of evidence")).toBeTruthy();
  const serves = within(item).getByRole("list", { name: "Criteria it stands for" });
  expect(within(serves).getAllByRole("link").map((link) => link.textContent)).toEqual(["4c", "5b", "6c"]);
  await expectAccessible();
});

test("its findings are one step away", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts");
  const link = within(await card(/Maker fair/)).getByRole("link", { name: "1 thing to look at: Maker fair" });
  expect(link.getAttribute("href")).toBe("#/check/artifact%3Amaker-fair");
});

test("without a picture, and with one that can't be shown, the card says so", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts");
  expect(within(await card(/Peer coaching log/)).getByText("No picture")).toBeTruthy();
  const item = await card(/Maker fair/);
  await fireEvent.error(within(item).getByRole("img"));
  expect(within(item).getByText("This picture can't be shown")).toBeTruthy();
});

test("opened at one artifact, that one has the focus", async () => {
  await openWindow({ open: "unfinished" }, "#/artifacts/data-wall");
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Data wall"));
});

test("the first day is drawn, with a next step", async () => {
  await openWindow({ open: "empty" }, "#/artifacts");
  await screen.findByRole("heading", { name: "No artifact yet" });
  expect(screen.getByRole("link", { name: "See how the sample does it" }).getAttribute("href")).toBe("#/start");
  await expectAccessible();
});

test("two hundred are all there", async () => {
  await openWindow({ open: "crowded" }, "#/artifacts");
  await screen.findByText("200 artifacts");
  expect(screen.getAllByRole("heading", { level: 2 })).toHaveLength(200);
});
