import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import type { Chosen } from "../../backend";
import { LOOSE } from "../../backend/fake-app";

const atStep = (name: string) => screen.findByRole("heading", { level: 2, name });

async function chosenLoose(folder: Partial<typeof LOOSE> = {}) {
  const view = await openWindow({ folder: "loose" });
  vi.spyOn(view.backend, "chooseFolder").mockResolvedValueOnce({
    kind: "loose",
    folder: { ...structuredClone(LOOSE), ...folder },
  } satisfies Chosen);
  await view.user.click(await screen.findByRole("button", { name: "Open a folder" }));
  await screen.findByRole("heading", { level: 1, name: "New portfolio" });
  return view;
}

test("every step can be skipped, and a portfolio is made all the same", async () => {
  const { user, backend } = await openWindow({}, "#/new");
  const made = vi.spyOn(backend, "newPortfolio");
  await atStep("About you");
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Skip for now" }));
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Skip for now" }));
  await screen.findByText("/home/dana/Documents/ISTE portfolio");
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Make my portfolio" }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(made).toHaveBeenCalledWith({
    name: "",
    familyName: "",
    role: "",
    classroom: true,
    learners: "students",
    language: "en",
    profile: "iste-2024",
    courseEnd: "",
  });
});

test("by keyboard alone: Enter goes on, the focus is on each step's heading, and all that was said is handed on", async () => {
  const { user, backend } = await openWindow({}, "#/new");
  const made = vi.spyOn(backend, "newPortfolio");
  await user.type(await screen.findByRole("textbox", { name: "Your name" }), "Dana Lee Benson");
  expect(screen.getByRole("textbox", { name: "Family name" })).toHaveProperty("value", "Benson");
  await user.type(screen.getByRole("textbox", { name: "Your role, in a sentence" }), "I coach teachers.");
  await user.click(screen.getByRole("checkbox", { name: "I teach a class of my own" }));
  await user.selectOptions(screen.getByRole("combobox", { name: /What do you call/ }), "pupils");
  await user.click(screen.getByRole("textbox", { name: "Your name" }));
  await user.keyboard("{Enter}");
  const programme = await atStep("Your programme");
  await vi.waitFor(() => expect(document.activeElement).toBe(programme));
  await user.click(await screen.findByRole("radio", { name: /2\.1\.a/ }));
  await fireEvent.input(screen.getByLabelText("When does your course end?"), { target: { value: "2026-08-31" } });
  expect(screen.getByText(/reckoned from August 31, 2026/)).toBeTruthy();
  await user.keyboard("{Enter}");
  const place = await atStep("Where to keep it");
  await vi.waitFor(() => expect(document.activeElement).toBe(place));
  await screen.findByText("/home/dana/Documents/ISTE portfolio Dana Lee Benson");
  await user.tab();
  await user.keyboard("{Enter}");
  await screen.findByText("/home/dana/Desktop/ISTE portfolio");
  await user.click(screen.getByRole("button", { name: "Make my portfolio" }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(made).toHaveBeenCalledWith({
    name: "Dana Lee Benson",
    familyName: "Benson",
    role: "I coach teachers.",
    classroom: false,
    learners: "pupils",
    language: "en",
    profile: "iste-2024",
    courseEnd: "2026-08-31",
  });
});

test("going back keeps what was typed, and a family name of one's own is not proposed over", async () => {
  const { user } = await openWindow({}, "#/new");
  const family = await screen.findByRole("textbox", { name: "Family name" });
  await user.type(screen.getByRole("textbox", { name: "Your name" }), "Ana García López");
  await user.clear(family);
  await user.type(family, "García López");
  await user.click(screen.getByRole("button", { name: "Next" }));
  await atStep("Your programme");
  await user.click(screen.getByRole("button", { name: "Back" }));
  await atStep("About you");
  await user.type(screen.getByRole("textbox", { name: "Your name" }), " Ruiz");
  expect(screen.getByRole("textbox", { name: "Family name" })).toHaveProperty("value", "García López");
  const steps = screen.getByRole("navigation", { name: "Steps" });
  await user.click(within(steps).getByRole("button", { name: /Where to keep it/ }));
  await atStep("Where to keep it");
  expect(screen.getByText("Step 3 of 3")).toBeTruthy();
  expect(within(steps).getByRole("button", { current: "step" }).textContent).toContain("Where to keep it");
});

test("a word of one's own for the learners is handed on", async () => {
  const { user, backend } = await openWindow({}, "#/new");
  await user.selectOptions(await screen.findByRole("combobox", { name: /What do you call/ }), "another word");
  const own = await screen.findByRole("textbox", { name: "Your own word" });
  await vi.waitFor(() => expect(document.activeElement).toBe(own));
  await user.keyboard("explorers");
  await user.click(within(screen.getByRole("navigation", { name: "Steps" })).getByRole("button", { name: /Where/ }));
  await user.click(await screen.findByRole("button", { name: "Make my portfolio" }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(backend.app.settings.learners).toBe("explorers");
});

test("what can't be made says why beside the button, and keeps what was typed", async () => {
  const { user, backend } = await openWindow({}, "#/new");
  const failure = { code: "x", message: "The disk is full.", hint: "Make room." };
  vi.spyOn(backend, "newPortfolio").mockRejectedValueOnce(failure);
  await user.type(await screen.findByRole("textbox", { name: "Your name" }), "Dana Benson");
  await user.click(within(screen.getByRole("navigation", { name: "Steps" })).getByRole("button", { name: /Where/ }));
  await user.click(screen.getByRole("button", { name: "Make my portfolio" }));
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  await user.click(screen.getByRole("button", { name: /About you/ }));
  expect(await screen.findByRole("textbox", { name: "Your name" })).toHaveProperty("value", "Dana Benson");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a loose folder is shown before anything in it is moved, and becomes the portfolio", async () => {
  const { user, backend } = await chosenLoose();
  const adopt = vi.spyOn(backend, "adoptFolder");
  await user.click(screen.getByRole("button", { name: /What is in the folder/ }));
  await screen.findByText(/This makes 3 artifacts out of 4 files, 3\.7/);
  expect(screen.getByText(/Undo puts all of them back/)).toBeTruthy();
  await user.click(screen.getByText("Choice boards"));
  expect(screen.getByText("Choice boards/plan.docx")).toBeTruthy();
  expect(adopt).not.toHaveBeenCalled();
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Make my portfolio" }));
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(adopt).toHaveBeenCalledOnce();
});

test("a folder that holds too much can't be made one; another can be chosen, or a new one", async () => {
  const { user } = await chosenLoose({ tooMany: true });
  await user.click(screen.getByRole("button", { name: /What is in the folder/ }));
  await screen.findByText(/holds too much for one portfolio: 4 files/);
  expect(screen.queryByRole("button", { name: "Make my portfolio" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Begin with a new folder instead" }));
  await screen.findByText("/home/dana/Documents/ISTE portfolio");
  expect(screen.getByRole("button", { name: "Make my portfolio" })).toBeTruthy();
});

test("a closed dialog leaves the preview as it is", async () => {
  const { user, backend } = await chosenLoose();
  vi.spyOn(backend, "chooseFolder").mockResolvedValueOnce(null);
  await user.click(screen.getByRole("button", { name: /What is in the folder/ }));
  await user.click(screen.getByRole("button", { name: "Choose another folder" }));
  expect(screen.getByText("Maker fair")).toBeTruthy();
});

test("programmes that can't be read are told, and nothing is made of a guess", async () => {
  const { user, backend } = await openWindow({}, "#/new", (backend) => {
    vi.spyOn(backend, "startPage").mockRejectedValue({ code: "x", message: "No programmes.", hint: "Try again." });
  });
  const made = vi.spyOn(backend, "newPortfolio");
  await user.click(await screen.findByRole("button", { name: /Where to keep it/ }));
  await user.click(screen.getByRole("button", { name: "Make my portfolio" }));
  expect((await screen.findByRole("alert")).textContent).toContain("No programmes.");
  expect(made).not.toHaveBeenCalled();
});

test("an empty folder says that there is nothing to move", async () => {
  const { user } = await chosenLoose({ groups: [], files: 0, bytes: 0 });
  await user.click(screen.getByRole("button", { name: /What is in the folder/ }));
  await screen.findByText(/The folder is empty/);
  expect(screen.getByRole("button", { name: "Make my portfolio" })).toBeTruthy();
});
