import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

test.each([null, "unfinished"] as const)("help is there with %s open", async (open) => {
  await openWindow({ open }, "#/help");
  await screen.findByRole("heading", { level: 2, name: "The programme's own pages" });
  expect(screen.getByText(/Artifolio 0\.1\.0\. Not affiliated/)).toBeTruthy();
  await expectAccessible();
});

test("a page of the programme opens in the browser, by its key; its address is shown", async () => {
  const { user, backend } = await openWindow({}, "#/help");
  const opened = vi.spyOn(backend, "openHelpLink");
  await user.click(await screen.findByRole("button", { name: /ISTE Standards for Educators.*opens in the browser/ }));
  expect(opened).toHaveBeenCalledWith("standards");
  expect(screen.getByText("https://iste.org/standards/educators")).toBeTruthy();
});

test("a page that can't be opened is told", async () => {
  const { user, backend } = await openWindow({}, "#/help");
  vi.spyOn(backend, "openHelpLink").mockRejectedValueOnce({ code: "x", message: "No browser.", hint: "Type it." });
  await user.click(await screen.findByRole("button", { name: /ISTE Standards/ }));
  expect((await screen.findByRole("alert")).textContent).toContain("No browser.");
});

test("the keys of the writing are those that the toolbar has", async () => {
  await openWindow({}, "#/help");
  const keys = await screen.findByRole("region", { name: "Keys" });
  for (const [key, does] of [
    ["Ctrl+K", "Search, and go anywhere"],
    ["Ctrl+B", "Bold"],
    ["Ctrl+Shift+K", "Link"],
    ["Ctrl+F", "Find and replace"],
  ] as const) {
    const term = within(keys).getAllByRole("term").find(({ textContent }) => textContent === key);
    expect(term?.nextElementSibling?.textContent, key).toBe(does);
  }
});

test("diagnostics can be read, and copied, which is said", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/help");
  await user.click(await screen.findByRole("button", { name: "Copy diagnostics" }));
  expect(backend.app.copied).toBe("Artifolio 0.1.0\nLinux");
  // Beside the button, and in what is announced.
  expect(screen.getAllByText("Copied. Paste it into your message.").length).toBe(2);
  expect(screen.getByText(/nothing that you wrote/)).toBeTruthy();
  await user.click(screen.getByText("Read it first"));
  expect(document.querySelector("pre")?.textContent).toBe(backend.app.copied);
});

test("diagnostics that can't be copied say so", async () => {
  const { user, backend } = await openWindow({}, "#/help");
  vi.spyOn(backend, "copy").mockRejectedValueOnce(new Error("denied"));
  await user.click(await screen.findByRole("button", { name: "Copy diagnostics" }));
  await screen.findByRole("alert");
  const about = screen.getByRole("region", { name: "A question about Artifolio?" });
  expect(within(about).queryByText("Copied. Paste it into your message.")).toBeNull();
});
