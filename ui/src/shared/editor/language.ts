/** The Markdown that the bundle understands: CommonMark, tables, strikethrough and task lists. */
import { markdownLanguage } from "@codemirror/lang-markdown";
import { Language, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { MarkdownParser } from "@lezer/markdown";

// Not `markdown()`: it pulls in the parsers of HTML, CSS and JavaScript, for nothing that a reflection holds. The data
// stays that of `markdownLanguage`, by which the package's own commands recognise the language.
export const portfolioMarkdown = new Language(
  markdownLanguage.data,
  (markdownLanguage.parser as MarkdownParser).configure({ remove: ["Subscript", "Superscript", "Emoji", "Autolink"] }),
  [],
  "markdown",
);

export type Tree = ReturnType<typeof syntaxTree>;
export type SyntaxNode = Tree["topNode"];

/** The innermost node of one of these names around a position, looked for on both of its sides. */
export function nodeAround(state: EditorState, from: number, to: number, ...names: string[]): SyntaxNode | null {
  for (const side of [-1, 1] as const) {
    let node: SyntaxNode | null = syntaxTree(state).resolveInner(side < 0 ? to : from, side);
    for (; node; node = node.parent) {
      if (names.includes(node.name) && node.from <= from && node.to >= to) return node;
    }
  }
  return null;
}
