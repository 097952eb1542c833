import { screen } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

test("offers one's own folder and the sample, and nothing else to decide", async () => {
  await openWindow();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toContain("portfolio you can hand in");
  expect(screen.getAllByRole("button").map((button) => button.textContent?.trim())).toEqual([
    "Open my portfolio",
    "Try the sample",
  ]);
  expect(screen.queryByRole("navigation")).toBeNull();
  await expectAccessible();
});

test.each([
  ["Open my portfolio", "My ISTE portfolio"],
  ["Try the sample", "Sample portfolio"],
])("%s leads to the overview of %s", async (button, title) => {
  const { user } = await openWindow();
  await user.click(screen.getByRole("button", { name: button }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(document.title).toBe(`Overview – ${title} – Artifolio`);
});

test("a closed dialog changes nothing", async () => {
  const { user, backend } = await openWindow({ folder: null });
  const choose = vi.spyOn(backend, "chooseFolder");
  await user.click(screen.getByRole("button", { name: "Open my portfolio" }));
  expect(choose).toHaveBeenCalledOnce();
  expect(screen.getByRole("button", { name: "Open my portfolio" })).toHaveProperty("disabled", false);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("while one is being opened it says so, and takes no second order", async () => {
  const { user, backend } = await openWindow();
  let answer = () => {};
  vi.spyOn(backend, "chooseFolder").mockReturnValueOnce(new Promise((resolve) => (answer = () => resolve(null))));
  await user.click(screen.getByRole("button", { name: "Open my portfolio" }));
  expect(screen.getByRole("button", { name: "Opening…" })).toHaveProperty("disabled", true);
  expect(screen.getByRole("button", { name: "Try the sample" })).toHaveProperty("disabled", true);
  answer();
  await screen.findByRole("button", { name: "Open my portfolio" });
});

test("a folder that can't be read says what happened, what is safe and what to do", async () => {
  const { user } = await openWindow({ folder: "failing" });
  await user.click(screen.getByRole("button", { name: "Open my portfolio" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("can't be read");
  expect(alert.textContent).toContain("Nothing was changed");
  await expectAccessible();
});

test("with a portfolio open there is a way back to it", async () => {
  await openWindow({ open: "complete" }, "#/start");
  expect(screen.getByRole("link", { name: "Back to Sample portfolio" }).getAttribute("href")).toBe("#/overview");
});
