/**
 * Compiles ../messages/*.json and fails unless what came out says what the catalogues say.
 *
 * The compiler reports success even when its plugin could not be loaded and nothing was compiled, so its word is not
 * taken: every sentence of every language is called and compared.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Parameters that render as their own placeholder, so that a compiled sentence gives its source back. */
const echo = new Proxy({}, { get: (_, name) => `{${String(name)}}` });

/** @type {(catalogues: Record<string, Record<string, unknown>>, compiled: Record<string, Function>) => string[]} */
export function differences(catalogues, compiled) {
  const keys = new Set(Object.values(catalogues).flatMap(Object.keys));
  const faults = [];
  for (const key of keys) {
    for (const [locale, sentences] of Object.entries(catalogues)) {
      const sentence = sentences[key];
      if (typeof sentence !== "string") {
        faults.push(`${key}: no sentence in ${locale}.json`);
      } else if (!compiled[key]) {
        faults.push(`${key}: not compiled`);
      } else if (compiled[key](echo, { locale }) !== sentence) {
        faults.push(`${key}: compiled ${locale} differs from ${locale}.json`);
      }
    }
  }
  return faults.concat(
    Object.keys(compiled).filter((key) => !keys.has(key)).map((key) => `${key}: compiled, but in no catalogue`),
  );
}

async function main() {
  const ui = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const { compile } = await import("@inlang/paraglide-js");
  await compile({
    project: path.join(ui, "project.inlang"),
    outdir: path.join(ui, "src/paraglide"),
    strategy: ["globalVariable", "baseLocale"],
  });
  const settings = JSON.parse(await readFile(path.join(ui, "project.inlang/settings.json"), "utf8"));
  const catalogues = Object.fromEntries(
    await Promise.all(
      settings.locales.map(async (/** @type {string} */ locale) => [
        locale,
        JSON.parse(await readFile(path.join(ui, `../messages/${locale}.json`), "utf8")),
      ]),
    ),
  );
  const compiled = await import(pathToFileURL(path.join(ui, "src/paraglide/messages/_index.js")).href);
  const faults = differences(catalogues, compiled);
  if (faults.length > 0) throw new Error(`Messages and catalogues differ:\n  ${faults.join("\n  ")}`);
  console.log(`messages: ${Object.keys(compiled).length} keys in ${settings.locales.join(", ")}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
