import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

import svelteConfig from "./svelte.config.js";

const tauri = {
  group: ["@tauri-apps/*"],
  message: "One door to the backend: only src/backend/tauri.ts imports @tauri-apps/*.",
};
const otherFeature = {
  regex: "^\\.\\./(?!\\.\\./)",
  message: "No feature imports another; what two need belongs in src/shared.",
};

export default defineConfig(
  globalIgnores(["dist/", "src/paraglide/", "src/backend/bindings.ts"]),
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 60 }],
      "no-restricted-imports": ["error", { patterns: [tauri] }],
      eqeqeq: "error",
      // The compiler checks names with more knowledge.
      "no-undef": "off",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      "svelte/no-inline-styles": "error",
      "svelte/no-at-html-tags": "error",
      // Hash addresses only; there is no SvelteKit whose `resolve` they could go through.
      "svelte/no-navigation-without-resolve": "off",
    },
  },
  { files: ["**/*.svelte"], rules: { "max-lines": ["error", { max: 300 }], "max-lines-per-function": "off" } },
  { files: ["**/*.test.ts"], rules: { "max-lines-per-function": "off" } },
  { files: ["src/features/**"], rules: { "no-restricted-imports": ["error", { patterns: [tauri, otherFeature] }] } },
  { files: ["src/backend/tauri.ts"], rules: { "no-restricted-imports": "off" } },
);
