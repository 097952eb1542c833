import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../tests/support";

test("the side bar leads to every screen, moves the focus to its heading and names the window after it", async () => {
  const { user, backend } = await openWindow({ open: "complete" });
  const named = vi.spyOn(backend, "setTitle");
  const nav = screen.getByRole("navigation", { name: "Portfolio" });
  for (const name of ["Artifacts", "Criteria", "Check", "Submit", "Overview"]) {
    await user.click(within(nav).getByRole("link", { name: new RegExp(`^${name}`) }));
    const heading = await screen.findByRole("heading", { level: 1, name });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
    expect(document.title).toBe(`${name} – Sample portfolio – Artifolio`);
    expect(named).toHaveBeenLastCalledWith(document.title);
    expect(within(nav).getByRole("link", { current: "page" }).textContent).toContain(name);
  }
});

test("the first screen leaves the focus where the system put it", async () => {
  await openWindow({ open: "complete" });
  await screen.findByRole("heading", { level: 1 });
  expect(document.activeElement).toBe(document.body);
});

test.each([
  ["complete", "Documents"],
  ["unfinished", "Documents / ISTE portfolio"],
] as const)("the side bar says where the portfolio lies, and its name once (%s)", async (open, place) => {
  await openWindow({ open });
  const said = await screen.findByText(place);
  expect(said.closest("p")?.title).toMatch(/^\/home\/dana\/Documents\//);
});

test("counts are heard with their meaning", async () => {
  await openWindow({ open: "unfinished" });
  const nav = screen.getByRole("navigation");
  await within(nav).findByRole("link", { name: "Criteria , 19 of 25 covered" });
  expect(within(nav).getByRole("link", { name: "Check , 3 things must be fixed" })).toBeTruthy();
});

test("the skip link moves into the screen without losing its address", async () => {
  const { user } = await openWindow({ open: "complete" }, "#/criteria");
  await user.tab();
  expect(document.activeElement?.textContent).toBe("Skip to content");
  await user.keyboard("{Enter}");
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1, name: "Criteria" }));
  expect(window.location.hash).toBe("#/criteria");
});

test("another language changes every word at once, the findings too", async () => {
  const { workspace } = await openWindow({ open: "unfinished" }, "#/check");
  await screen.findAllByTestId("finding-row");
  await workspace.preferences.set({ language: "es" });
  await screen.findByRole("heading", { level: 1, name: "Revisar" });
  await screen.findByText("Falta un archivo de «Podcast unit»: interview.m4a.");
  expect(document.documentElement.lang).toBe("es");
  expect(screen.queryByText("Must be fixed")).toBeNull();
  await expectAccessible();
});

test("a portfolio that can only be read says so, and why", async () => {
  await openWindow({ open: "readonly" });
  expect(screen.getByText("Open for reading only")).toBeTruthy();
  expect(screen.getByText(/newer version of Artifolio/)).toBeTruthy();
  await expectAccessible();
});

test("coming back to the window reads anew what may have changed in the folder", async () => {
  const { workspace } = await openWindow({ open: "complete" });
  const load = vi.spyOn(workspace.overview, "load");
  await fireEvent.focus(window);
  expect(load).toHaveBeenCalledOnce();
});

test("while it is being read, a screen says so", async () => {
  await openWindow({ open: "complete" }, "#/criteria", (backend) => {
    vi.spyOn(backend, "criteria").mockReturnValue(new Promise(() => {}));
  });
  expect(screen.getByText("Reading your portfolio…")).toBeTruthy();
  await expectAccessible();
});

test("a screen that breaks is told like any failure, and leaves the others alone", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const { user } = await openWindow({ open: "complete" }, "#/criteria", (backend) => {
    vi.spyOn(backend, "criteria").mockResolvedValue([null as never]);
  });
  expect((await screen.findByRole("alert")).textContent).toContain("Something went wrong in Artifolio itself");
  await user.click(screen.getByRole("link", { name: /^Submit/ }));
  await screen.findByRole("heading", { level: 1, name: "Submit" });
  expect(screen.queryByRole("alert")).toBeNull();
});

test("settings and help are at the foot of every screen", async () => {
  const { user } = await openWindow({ open: "complete" });
  for (const name of ["Settings", "Help"]) {
    const link = within(screen.getByRole("contentinfo")).getByRole("link", { name });
    await user.click(link);
    const heading = await screen.findByRole("heading", { level: 1, name });
    await vi.waitFor(() => expect(document.activeElement).toBe(heading));
    expect(link.getAttribute("aria-current")).toBe("page");
  }
});

test("without a portfolio, settings and help are there, name the window and lead back", async () => {
  const { user } = await openWindow({}, "#/settings");
  await screen.findByRole("heading", { level: 1, name: "Settings" });
  expect(document.title).toBe("Settings – Artifolio");
  expect(screen.queryByRole("contentinfo")).toBeNull();
  await expectAccessible();
  await user.click(screen.getByRole("link", { name: "All my portfolios" }));
  await screen.findByRole("heading", { level: 1, name: "Your portfolios" });
});
