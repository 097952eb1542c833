import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The window is served from the package's own scheme, whose root is not known here.
  base: "./",
  plugins: [svelte(), svelteTesting()],
  build: {
    // The oldest webviews that Tauri 2 meets in practice; `light-dark()` is lowered for them.
    target: ["safari16.4", "chrome111"],
    // The Content-Security-Policy admits neither `data:` nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: {
    testTimeout: 30_000,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: { name: "window", environment: "jsdom", include: ["src/**/*.test.ts"], setupFiles: ["tests/setup.ts"] },
      },
      { extends: true, test: { name: "house", environment: "node", include: ["tests/*.test.ts"] } },
    ],
  },
});
