/** One classic script beside the page: a browser loads no module from the disk. */
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  build: { emptyOutDir: true, modulePreload: false, rollupOptions: { output: { format: "iife" } } },
  plugins: [
    svelte({ configFile: "../../svelte.config.js" }),
    {
      name: "classic",
      transformIndexHtml: { order: "post", handler: (html) => html.replace(/type="module" crossorigin/, "defer") },
    },
  ],
});
