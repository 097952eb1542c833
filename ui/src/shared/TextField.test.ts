import { render, screen, within } from "@testing-library/svelte";
import { userEvent } from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../tests/support";
import { prepareWriting } from "../../tests/writing";
import { Fake } from "../backend/fake";
import TextField from "./TextField.svelte";
import { LONGEST } from "./writing/saving.svelte";

prepareWriting();

const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>("textbox", { name });
const audience = () => box("For whom");

async function open() {
  const window = await openWindow({ open: "unfinished" }, "#/artifact/maker-fair");
  await screen.findByRole("heading", { level: 1, name: "2. Maker fair" });
  const { backend } = window;
  if (!(backend instanceof Fake)) throw new Error("the fake is in use");
  const saved = () => backend.desk.artifact("maker-fair").audience;
  /** Another program writes into the field. */
  const elsewhere = (text: string) => {
    backend.desk.edit({ kind: "artifact", id: "maker-fair", set: { audience: text } });
    backend.changed();
  };
  return { ...window, fake: backend, saved, elsewhere };
}

test("what is typed is saved at a pause, and what is typed after that stays", async () => {
  const { user, saved } = await open();
  await user.type(audience(), "Grade 5 ");
  expect(saved()).toBe("");
  await vi.waitFor(() => expect(saved()).toBe("Grade 5 "), { timeout: LONGEST + 2000 });
  await user.type(audience(), "and 6");
  expect(audience().value).toBe("Grade 5 and 6");
  await user.tab();
  await vi.waitFor(() => expect(saved()).toBe("Grade 5 and 6"));
});

test("what another program wrote meanwhile is shown beside it, and the writer says which stays", async () => {
  const { user, saved, elsewhere } = await open();
  await user.type(audience(), "Mine");
  elsewhere("Theirs");
  const note = await screen.findByRole("alert");
  expect(note.textContent).toContain("Theirs");
  expect(audience().getAttribute("aria-describedby")).toContain(note.id);
  await expectAccessible();
  await user.tab();
  expect([audience().value, saved()]).toEqual(["Mine", "Theirs"]);
  await user.click(within(note).getByRole("button", { name: "Take the other: For whom" }));
  expect([audience().value, saved()]).toEqual(["Theirs", "Theirs"]);
  await user.type(audience(), "!");
  elsewhere("");
  await user.click(await screen.findByRole("button", { name: "Keep what I wrote: For whom" }));
  await vi.waitFor(() => expect(saved()).toBe("Theirs!"));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what the backend refuses to write over is shown as well", async () => {
  const { user, fake, saved } = await open();
  const refused = { code: "field-changed", message: "Another program changed this field.", hint: "Look at both." };
  vi.spyOn(fake, "edit").mockImplementationOnce(() => {
    fake.desk.edit({ kind: "artifact", id: "maker-fair", set: { audience: "Theirs" } });
    return Promise.reject(refused);
  });
  await user.type(audience(), "Mine{Tab}");
  await user.click(await screen.findByRole("button", { name: "Keep what I wrote: For whom" }));
  await vi.waitFor(() => expect(saved()).toBe("Mine"));
});

test("what is typed is saved before the window closes", async () => {
  const { user, fake, saved } = await open();
  await user.type(audience(), "Grade 5");
  await fake.close();
  expect(saved()).toBe("Grade 5");
});

test("what is typed is saved as its page goes", async () => {
  const save = vi.fn(() => Promise.resolve(true));
  const user = userEvent.setup();
  const { unmount } = render(TextField, { props: { label: "For whom", value: "", save } });
  await user.type(audience(), "Grade 5");
  unmount();
  expect(save.mock.calls).toEqual([["Grade 5", ""]]);
});

test("a title that is emptied is not saved at a pause either", async () => {
  const { user, fake } = await open();
  await user.clear(box("Title"));
  await fake.close();
  expect(fake.desk.artifact("maker-fair").card.title).toBe("Maker fair");
});
