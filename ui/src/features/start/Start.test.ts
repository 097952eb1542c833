import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

const ways = () => screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);

test("a first visit leads with a new portfolio and the sample", async () => {
  await openWindow({ fresh: true });
  await screen.findByRole("heading", { level: 1, name: /portfolio you can hand in/ });
  expect(ways()).toEqual(["Your first portfolio", "Just looking?", "Already in a folder?"]);
  expect(screen.getByRole("link", { name: "New portfolio" }).getAttribute("href")).toBe("#/new");
  expect(screen.queryByRole("list", { name: "Opened before" })).toBeNull();
  expect(screen.queryByRole("navigation")).toBeNull();
  await expectAccessible();
});

test("a later visit leads with the portfolios that were open before", async () => {
  await openWindow();
  const list = await screen.findByRole("list", { name: "Opened before" });
  const [first, , missing] = within(list).getAllByRole("listitem");
  expect(first?.textContent).toContain("My ISTE portfolio");
  expect(first?.textContent).toContain("/home/dana/Documents/ISTE portfolio");
  expect(first?.textContent).toMatch(/Last opened on .*2026/);
  expect(missing?.textContent).toContain("Not found");
  expect(missing?.textContent).toContain("connect it and try again");
  expect(screen.getByRole("heading", { level: 1, name: "Your portfolios" })).toBeTruthy();
  expect(ways()[0]).toBe("One more");
  await expectAccessible();
});

test("an earlier portfolio is opened by its key", async () => {
  const { user, backend } = await openWindow();
  const asked = vi.spyOn(backend, "openRecent");
  await user.click(await screen.findByRole("button", { name: "Open: Sample portfolio" }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(asked).toHaveBeenCalledWith("b2");
});

test("one that is still missing says why, and stays on the list", async () => {
  const { user } = await openWindow({ folder: "failing" });
  await user.click(await screen.findByRole("button", { name: "Try again: Old stick" }));
  expect((await screen.findByRole("alert")).textContent).toContain("can't be read");
  expect(screen.getByText("Old stick")).toBeTruthy();
});

test("taken off the list, the next one has the focus, and after the last one the first visit comes back", async () => {
  const { user, backend } = await openWindow();
  await user.click(await screen.findByRole("button", { name: "Take off the list: My ISTE portfolio" }));
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("Sample portfolio"));
  expect(screen.getByText("Taken off the list. The folder stays where it is.")).toBeTruthy();
  expect(backend.app.startPage.recent.map(({ key }) => key)).toEqual(["b2", "c3"]);
  for (const title of ["Sample portfolio", "Old stick"]) {
    await user.click(await screen.findByRole("button", { name: `Take off the list: ${title}` }));
  }
  const heading = await screen.findByRole("heading", { level: 1, name: /hand in/ });
  await vi.waitFor(() => expect(document.activeElement).toBe(heading));
});

test("coming back to the window shows what is there now", async () => {
  const { backend } = await openWindow();
  await screen.findByText("Not found");
  const now = backend.app.startPage;
  now.recent.forEach((recent) => (recent.missing = false));
  vi.spyOn(backend, "startPage").mockResolvedValue(now);
  await fireEvent.focus(window);
  await vi.waitFor(() => expect(screen.queryByText("Not found")).toBeNull());
});

test("one that could not be taken off says so and stays", async () => {
  const { user, backend } = await openWindow();
  vi.spyOn(backend, "forgetRecent").mockRejectedValueOnce({ code: "x", message: "Not now.", hint: "Later." });
  await user.click(await screen.findByRole("button", { name: "Take off the list: Old stick" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Not now.");
  expect(screen.getByText("Old stick")).toBeTruthy();
});

test("a list that can't be read leaves the other ways open", async () => {
  await openWindow({}, "", (backend) => {
    vi.spyOn(backend, "startPage").mockRejectedValue({ code: "x", message: "No list.", hint: "Try again." });
  });
  expect((await screen.findByRole("alert")).textContent).toContain("No list.");
  expect(screen.getByRole("button", { name: "Try the sample" })).toBeTruthy();
});

test.each([
  ["Open a folder", "My ISTE portfolio"],
  ["Try the sample", "Sample portfolio"],
])("%s leads to the overview of %s", async (button, title) => {
  const { user } = await openWindow();
  await user.click(await screen.findByRole("button", { name: button }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(document.title).toBe(`Overview – ${title} – Artifolio`);
});

test("a folder that is no portfolio yet leads to making one of it", async () => {
  const { user } = await openWindow({ folder: "loose" });
  await user.click(await screen.findByRole("button", { name: "Open a folder" }));
  await screen.findByRole("heading", { level: 1, name: "New portfolio" });
  expect(screen.getByText(/“Course work” is about to become a portfolio/)).toBeTruthy();
  await user.click(screen.getByRole("link", { name: "All my portfolios" }));
  await user.click(await screen.findByRole("link", { name: "New portfolio" }));
  await screen.findByRole("heading", { level: 1, name: "New portfolio" });
  expect(screen.queryByText(/Course work/)).toBeNull();
});

test("a folder that is dropped is opened", async () => {
  const { backend } = await openWindow({ folder: "complete" });
  await screen.findByText(/drop it anywhere on this window/);
  backend.drop();
  await screen.findByRole("heading", { level: 1, name: "Overview" });
});

test("a closed dialog changes nothing", async () => {
  const { user, backend } = await openWindow({ folder: null });
  const choose = vi.spyOn(backend, "chooseFolder");
  await user.click(await screen.findByRole("button", { name: "Open a folder" }));
  expect(choose).toHaveBeenCalledOnce();
  expect(screen.getByRole("button", { name: "Open a folder" })).toHaveProperty("disabled", false);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("while one is being opened it says so, and takes no second order", async () => {
  const { user, backend } = await openWindow();
  let answer = () => {};
  vi.spyOn(backend, "chooseFolder").mockReturnValueOnce(new Promise((resolve) => (answer = () => resolve(null))));
  await user.click(await screen.findByRole("button", { name: "Open a folder" }));
  expect(screen.getByRole("button", { name: "Opening…" })).toHaveProperty("disabled", true);
  expect(screen.getByRole("button", { name: "Try the sample" })).toHaveProperty("disabled", true);
  expect(screen.getByRole("button", { name: "Open: Sample portfolio" })).toHaveProperty("disabled", true);
  answer();
  await screen.findByRole("button", { name: "Open a folder" });
});

test("a folder that can't be read says what happened, what is safe and what to do", async () => {
  const { user } = await openWindow({ folder: "failing" });
  await user.click(await screen.findByRole("button", { name: "Open a folder" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("can't be read");
  expect(alert.textContent).toContain("Nothing was changed");
  await expectAccessible();
});

test("with a portfolio open there is a way back to it", async () => {
  await openWindow({ open: "complete" }, "#/start");
  expect(screen.getByRole("link", { name: "Back to Sample portfolio" }).getAttribute("href")).toBe("#/overview");
});
