/** What other programs put on the clipboard, as the Markdown that says the same. */
import { tableMarkdown } from "./htmlTable";

type Marks = { bold: boolean; italic: boolean };
const PLAIN: Marks = { bold: false, italic: false };

const SKIPPED = new Set(["head", "style", "script", "title", "meta", "link", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea", "img", "picture"]);
const BLOCKS = new Set(["address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"]);

const styleOf = (element: Element) => (element.getAttribute("data-style") ?? "").toLowerCase().replace(/\s*:\s*/g, ":");
const nameOf = (node: Node) => (node instanceof Element ? node.localName : "");
const isBlock = (node: Node) => BLOCKS.has(nameOf(node));
const indented = (text: string, by: string) => text.replace(/\n(?=[^\n])/g, `\n${by}`);

/**
 * Even a document that is never shown has its style attributes judged by the policy, and the refusals reported. The
 * programs' styles are needed as a hint only, so they go under another name before the document is made.
 */
function withoutStyles(html: string): string {
  return html
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*[\]<]/g, "\\$&")
    .replace(/(^|[^\p{L}\p{N}])_|_(?=[^\p{L}\p{N}]|$)/gu, (found) => found.replace("_", "\\_"))
    .replace(/~~/g, "\\~~");
}

/** What would mean something at the beginning of a line. */
function escapedStart(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^(\s*)([#>+-]|\d{1,9}(?=[.)]))(?=\s|[.)]|$|[#>=-])/, (_, blank: string, mark: string) => {
      return /\d/.test(mark) ? `${blank}${mark}\\` : `${blank}\\${mark}`;
    }))
    .join("\n");
}

function marksOf(element: Element, around: Marks): Marks {
  const style = styleOf(element);
  const weight = /(?<!-)font-weight:(bold|normal|bolder|\d+)/.exec(style)?.[1];
  const slant = /(?<!-)font-style:(italic|oblique|normal)/.exec(style)?.[1];
  let { bold, italic } = around;
  if (/^(b|strong)$/.test(element.localName)) bold = true;
  if (/^(i|em|cite|dfn)$/.test(element.localName)) italic = true;
  if (weight) bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  if (slant) italic = slant !== "normal";
  return { bold, italic };
}

type Run = Marks & { text: string };

const isHidden = (element: Element) =>
  SKIPPED.has(element.localName) || /mso-list:ignore|display:none|mso-hide:all/.test(styleOf(element));

function linkOf(element: Element, text: string): string {
  const address = (element.getAttribute("href") ?? "").trim();
  if (!/^(https?:\/\/|mailto:)/i.test(address) || text.trim() === "") return text;
  const target = /[\s()<>]/.test(address) ? `<${address.replace(/[<>\s]/g, encodeURIComponent)}>` : address;
  return `[${text.trim()}](${target})`;
}

function runsOf(node: Node, marks: Marks): Run[] {
  if (node.nodeType === 3) {
    return [{ ...marks, text: escaped((node.textContent ?? "").replace(/[\s\u00a0]+/g, " ")) }];
  }
  if (!(node instanceof Element) || isHidden(node)) return [];
  if (node.localName === "br") return [{ ...marks, text: "\n" }];
  if (node.localName === "code" || node.localName === "kbd") {
    const code = (node.textContent ?? "").replace(/\s+/g, " ").trim();
    const fence = code.includes("`") ? "``" : "`";
    const gap = fence.length > 1 ? " " : "";
    return code === "" ? [] : [{ ...marks, text: fence + gap + code + gap + fence }];
  }
  const inner = marksOf(node, marks);
  // A link's marks go around it as a whole, or the address would be cut off from its text.
  if (node.localName === "a") {
    const runs = [...node.childNodes].flatMap((child) => runsOf(child, PLAIN));
    const first = [...node.childNodes].flatMap((child) => runsOf(child, inner))[0] ?? inner;
    return [{ bold: first.bold, italic: first.italic, text: linkOf(node, runs.map(({ text }) => text).join("")) }];
  }
  return [...node.childNodes].flatMap((child) => runsOf(child, inner));
}

/** Neighbours that look alike as one, so that a word in two pieces gets its marks once. */
function joined(runs: Run[]): Run[] {
  const found: Run[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    const blank = run.text.trim() === "";
    if (last && (blank || (last.bold === run.bold && last.italic === run.italic))) last.text += run.text;
    else if (run.text !== "") found.push(blank ? { ...run, ...PLAIN } : { ...run });
  }
  return found;
}

function marked({ text, bold, italic }: Run): string {
  const mark = (bold ? "**" : "") + (italic ? "*" : "");
  if (mark === "") return text;
  return text.replace(/[^\n]+/g, (line) => {
    const words = line.trim();
    if (words === "") return line;
    const at = line.indexOf(words);
    return line.slice(0, at) + mark + words + [...mark].reverse().join("") + line.slice(at + words.length);
  });
}

/** The text of inline nodes on one line, or on several where the writer broke it. */
export function inlineMarkdown(nodes: Node[], lineBreak = "\\\n", marks = PLAIN): string {
  const text = joined(nodes.flatMap((node) => runsOf(node, marks))).map(marked).join("");
  const lines = text.split("\n").map((line) => line.replace(/ +/g, " ").trim());
  while (lines.at(-1) === "") lines.pop();
  while (lines[0] === "") lines.shift();
  // Two line breaks in a row are how some programs end a paragraph.
  return lines.join("\n").split(/\n\n+/).map((part) => part.replaceAll("\n", lineBreak)).join(lineBreak === "\\\n" ? "\n\n" : lineBreak);
}

function codeBlock(element: Element): string {
  const code = (element.textContent ?? "").replace(/\n$/, "");
  const fence = /^`{3}/m.test(code) ? "````" : "```";
  return `${fence}\n${code}\n${fence}`;
}

function listMarkdown(list: Element): string {
  const ordered = list.localName === "ol";
  let number = Number(list.getAttribute("start") ?? 1) || 1;
  const items: string[] = [];
  for (const child of list.children) {
    const nested = /^[uo]l$/.test(child.localName);
    const mark = ordered ? `${number}. ` : "- ";
    const pad = " ".repeat(mark.length);
    if (nested) {
      // Google Docs puts a list's list beside its item instead of into it.
      const text = listMarkdown(child);
      const before = items.pop();
      const prior = ordered ? " ".repeat(`${number - 1}. `.length) : pad;
      items.push(before === undefined ? text : `${before}\n${prior}${indented(text, prior)}`);
    } else if (child.localName === "li") {
      const text = blocksOf([...child.childNodes]).reduce((sum, part, index) => {
        const tight = index === 0 ? "" : /^([-*+]|\d+[.)]) /.test(part) ? "\n" : "\n\n";
        return sum + tight + part;
      }, "");
      items.push(mark + indented(text, pad));
      number += 1;
    }
  }
  return items.join("\n");
}

/** A list item of Word is a paragraph with a level and its mark as text. */
function wordItem(element: Element): string | null {
  const level = /mso-list:[^;]*\blevel(\d)/.exec(styleOf(element))?.[1];
  if (!level) return null;
  const mark = [...element.querySelectorAll("span")].find((span) => /mso-list:ignore/.test(styleOf(span)));
  const number = /^\(?(\d+|[a-z])[.)]/i.exec((mark?.textContent ?? "").trim());
  const text = inlineMarkdown([...element.childNodes]);
  const prefix = number ? `${Number(number[1]) || 1}. ` : "- ";
  return "   ".repeat(Number(level) - 1) + prefix + text;
}

function blockMarkdown(element: Element, around: Marks): string[] {
  const name = element.localName;
  const content = [...element.childNodes];
  const level = /^h([1-6])$/.exec(name)?.[1] ?? (/\bMsoTitle\b/.test(element.className) ? "1" : null);
  if (level) {
    const text = inlineMarkdown(content, " ").replace(/^\*\*(.*)\*\*$/, "$1");
    return text ? [`${"#".repeat(Number(level))} ${text}`] : [];
  }
  if (name === "ul" || name === "ol") return [listMarkdown(element)];
  if (name === "pre") return [codeBlock(element)];
  if (name === "hr") return ["---"];
  if (name === "table") return tableMarkdown(element, (cell) => blocksOf([...cell.childNodes]));
  if (name === "blockquote" || /\bMso(Intense)?Quote\b/.test(element.className)) {
    const text = blocksOf(content).join("\n\n");
    return text ? [text.replace(/^/gm, "> ").replace(/^> $/gm, ">")] : [];
  }
  const item = wordItem(element);
  return item === null ? blocksOf(content, marksOf(element, around)) : [item];
}

const hasBlock = (node: Node): boolean =>
  node instanceof Element && !isHidden(node) && (isBlock(node) || [...node.childNodes].some(hasBlock));

/** Paragraphs and other blocks, inline stretches between them taken together. */
function blocksOf(nodes: Node[], marks = PLAIN): string[] {
  const blocks: string[] = [];
  let inline: Node[] = [];
  const flush = () => {
    const text = inlineMarkdown(inline, "\\\n", marks);
    if (text) blocks.push(escapedStart(text));
    inline = [];
  };
  for (const node of nodes) {
    if (!hasBlock(node)) {
      inline.push(node);
      continue;
    }
    flush();
    const element = node as Element;
    // A bold or plain span around whole paragraphs, as Google Docs wraps what it copies.
    const inner = () => blocksOf([...element.childNodes], marksOf(element, marks));
    blocks.push(...(isBlock(element) ? blockMarkdown(element, marks) : inner()));
  }
  flush();
  return blocks;
}

const ITEM = /^( *)([-*+]|\d+[.)]) /;

/** Word's items are paragraphs of their own; those of one list stand together. */
function belongs(block: string, before: string[]): boolean {
  const item = ITEM.exec(block);
  if (!item || !ITEM.test(before.at(-1) ?? "")) return false;
  const sibling = before.map((other) => ITEM.exec(other)).findLast((other) => other?.[1] === "");
  return item[1] !== "" || /\d/.test(sibling?.[2] ?? "") === /\d/.test(item[2] ?? "");
}

/** Null where the clipboard's HTML says no more than its plain text. */
export function fromHtml(html: string): string | null {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const blocks = blocksOf([...body.childNodes]);
  const rich = body.querySelector("h1,h2,h3,h4,h5,h6,b,strong,i,em,a[href],ul,ol,blockquote,table,p,br,code,pre,hr");
  if (!rich || blocks.length === 0) return null;
  return blocks.reduce((sum, block, index) => {
    const gap = index === 0 ? "" : belongs(block, blocks.slice(0, index)) ? "\n" : "\n\n";
    return sum + gap + block;
  }, "");
}
