import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

const open = (options: Parameters<typeof openWindow>[0] = {}) => openWindow({ open: "unfinished", ...options }, "#/settings");
const root = document.documentElement;

test("without a portfolio only the app has settings", async () => {
  await openWindow({}, "#/settings");
  await screen.findByRole("heading", { level: 2, name: "This app" });
  expect(screen.queryByRole("heading", { level: 2, name: "This portfolio" })).toBeNull();
});

test("both parts are accessible, in both languages", async () => {
  const { workspace } = await open();
  await screen.findByRole("textbox", { name: "Your name" });
  await expectAccessible();
  await workspace.preferences.set({ language: "es" });
  await screen.findByRole("heading", { level: 1, name: "Ajustes" });
  await expectAccessible();
});

test("a field is saved as it is left, which is said, and can be undone", async () => {
  const { user, backend, workspace } = await open();
  const edit = vi.spyOn(backend, "edit");
  const name = await screen.findByRole("textbox", { name: "Family name" });
  expect(name).toHaveProperty("value", "Benson");
  await user.clear(name);
  await user.type(name, "Benson Ruiz");
  expect(edit).not.toHaveBeenCalled();
  await user.tab();
  await screen.findByText("Saved. Undo takes it back.");
  expect(edit.mock.calls).toEqual([[{ kind: "settings", set: { familyName: "Benson Ruiz" }, was: { familyName: "Benson" } }]]);
  expect(workspace.log.undo).not.toBeNull();
});

test("someone without a class says who the students are", async () => {
  const { user, backend } = await open();
  const box = await screen.findByRole("checkbox", { name: "I teach a class of my own" });
  expect(screen.queryByRole("textbox", { name: /Who “the students” are/ })).toBeNull();
  await user.click(box);
  await user.type(await screen.findByRole("textbox", { name: /Who “the students” are/ }), "teachers I coach");
  await user.tab();
  await vi.waitFor(() => expect(backend.app.settings).toMatchObject({ classroom: false, students: "teachers I coach" }));
});

test("whose work it is and what AI tools helped with are declared, and can be undone", async () => {
  const { user, backend, workspace } = await open();
  const edit = vi.spyOn(backend, "edit");
  await user.click(await screen.findByRole("checkbox", { name: "What I do not name as somebody else’s is my own work" }));
  await user.type(screen.getByRole("textbox", { name: /Help of AI tools/ }), "A chat bot proposed titles.");
  await user.tab();
  await vi.waitFor(() =>
    expect(edit.mock.calls).toEqual([
      [{ kind: "settings", set: { ownWork: true }, was: undefined }],
      [{ kind: "settings", set: { aiHelp: "A chat bot proposed titles." }, was: { aiHelp: "" } }],
    ]),
  );
  expect(backend.app.settings).toMatchObject({ ownWork: true, aiHelp: "A chat bot proposed titles." });
  expect(workspace.log.undo).not.toBeNull();
});

test("programme, language of the bundle and word for the learners", async () => {
  const { user, backend } = await open();
  await user.click(await screen.findByRole("radio", { name: /2\.1\.a/ }));
  expect(screen.getByText(/your texts and artifacts stay as they are/)).toBeTruthy();
  await user.selectOptions(screen.getByRole("combobox", { name: "Language of the bundle" }), "Español");
  await user.selectOptions(screen.getByRole("combobox", { name: /What do you call/ }), "another word");
  await user.type(await screen.findByRole("textbox", { name: "Your own word" }), "explorers");
  await user.tab();
  await vi.waitFor(() =>
    expect(backend.app.settings).toMatchObject({ profile: "iste-2024", language: "es", learners: "explorers" }),
  );
});

test("a choice that was refused goes back, and why is said", async () => {
  const { user, backend } = await open();
  const refused = { code: "x", message: "The disk is full.", hint: "Make room." };
  vi.spyOn(backend, "edit").mockRejectedValue(refused);
  await user.click(await screen.findByRole("checkbox", { name: "I teach a class of my own" }));
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  expect(screen.getByRole("checkbox", { name: "I teach a class of my own" })).toHaveProperty("checked", true);
  await user.click(screen.getByRole("radio", { name: /2\.1\.a/ }));
  await vi.waitFor(() => expect(screen.getByRole("radio", { name: /1a/ })).toHaveProperty("checked", true));
  expect(screen.queryByText("Saved. Undo takes it back.")).toBeNull();
});

test("a portfolio that can only be read keeps its settings; the app's can still be changed", async () => {
  const { user, backend } = await open({ open: "readonly" });
  const name = await screen.findByRole("textbox", { name: "Your name" });
  expect(name).toMatchObject({ readOnly: true, disabled: false });
  expect(screen.getByRole("radio", { name: /2\.1\.a/ }).matches(":disabled")).toBe(true);
  expect(screen.getByRole("textbox", { name: "Language of the bundle" })).toHaveProperty("readOnly", true);
  await user.click(screen.getByRole("radio", { name: "Dark" }));
  await vi.waitFor(() => expect(backend.app.preferences.theme).toBe("dark"));
});

test("the look changes at once and is kept", async () => {
  const { user, backend } = await open();
  await user.click(await screen.findByRole("radio", { name: "High contrast" }));
  expect(root.dataset).toMatchObject({ theme: "contrast", contrast: "" });
  await user.click(screen.getByRole("radio", { name: "Wide" }));
  expect(root.dataset.width).toBe("wide");
  await user.click(screen.getByRole("checkbox", { name: "Less movement on the screen" }));
  expect("calm" in root.dataset).toBe(true);
  await user.click(screen.getByRole("checkbox", { name: /questions that help/ }));
  await vi.waitFor(() =>
    expect(backend.app.preferences).toMatchObject({ theme: "contrast", width: "wide", reducedMotion: true, prompts: false }),
  );
});

test("the size of the text by steps, and back to the usual one", async () => {
  const { user, backend } = await open();
  const group = await screen.findByRole("group", { name: "Text size" });
  await user.click(within(group).getByRole("button", { name: "Larger text" }));
  await user.click(within(group).getByRole("button", { name: "Larger text" }));
  expect(root.style.fontSize).toBe("120%");
  expect(group.textContent).toContain("120%");
  expect(document.activeElement).toBe(within(group).getByRole("button", { name: "Larger text" }));
  await user.click(within(group).getByRole("button", { name: "Usual size" }));
  await vi.waitFor(() => expect(backend.app.preferences.textSize).toBe(100));
});

test("the language of the window, or the computer's own", async () => {
  const { user, backend } = await open();
  await user.selectOptions(await screen.findByRole("combobox", { name: "Language" }), "Español");
  await screen.findByRole("heading", { level: 1, name: "Ajustes" });
  await user.selectOptions(screen.getByRole("combobox", { name: "Idioma" }), "");
  await screen.findByRole("heading", { level: 1, name: "Settings" });
  await vi.waitFor(() => expect(backend.app.preferences.language).toBe(""));
});

test("a look that could not be kept is told, and stays", async () => {
  const { user, backend } = await open();
  vi.spyOn(backend, "setPreferences").mockRejectedValueOnce({ code: "x", message: "Not kept.", hint: "Try again." });
  await user.click(await screen.findByRole("radio", { name: "Dark" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Not kept.");
  expect(root.dataset.theme).toBe("dark");
  expect(screen.getByRole("radio", { name: "Dark" })).toHaveProperty("checked", true);
});

test("where new portfolios are made can be chosen", async () => {
  const { user } = await open();
  const group = await screen.findByRole("group", { name: "Where new portfolios are made" });
  await within(group).findByText("/home/dana/Documents");
  await user.click(within(group).getByRole("button", { name: "Choose another folder" }));
  await within(group).findByText("/home/dana/Portfolios");
});
