import { expect, test } from "vitest";

import { preferred, variety } from "./language.svelte";

test.each([
  ["", ["es-MX", "en"], "es"],
  ["", ["de", "fr", "es"], "es"],
  ["", ["de"], "en"],
  ["", [], "en"],
  ["en", ["es"], "en"],
  ["xx", ["es"], "es"],
])("stored %j and wanted %j give %s", (stored, wanted, locale) => {
  expect(preferred(stored, wanted)).toBe(locale);
});

test("dates follow the person's own variety of the language, and no other language's", () => {
  expect(variety("en", ["es-MX", "en-GB", "en-US"])).toBe("en-GB");
  expect(variety("es", ["en-GB"])).toBe("es");
});
