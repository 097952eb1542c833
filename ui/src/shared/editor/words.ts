/**
 * A letter typed into a word changes no structure: what the parser made of the text stays true, and only becomes longer.
 * So most keys cost a walk to one paragraph, and not a parser that counts all the others over.
 */
import { NodeProp, Parser, Tree, TreeBuffer, type Input, type PartialParse, type TreeFragment } from "@lezer/common";

/** Letters have no meaning of their own in these. */
const OF_WORDS = new Set([
  ...["Paragraph", "Emphasis", "StrongEmphasis", "Strikethrough"],
  ...[1, 2, 3, 4, 5, 6].map((level) => `ATXHeading${level}`),
]);
const BLOCKS = /^(Paragraph|ATXHeading\d)$/;
const LETTERS = /^\p{L}+$/u;
/** Those that mean nothing to Markdown behind a letter; behind a number they may begin a list. */
const STOPS = /^[,.!?]$/;
/** More is no typing, and the numbers of a buffer are small ones. */
const LONGEST = 1_000;

/** A text that came in at one place, in the new text and its length. */
type Typed = { at: number; length: number };

/** Where exactly one text came in, and nothing went; by what the parser is told of its last tree. */
function typedInto(input: Input, [before, behind, ...others]: readonly TreeFragment[]): Typed | null {
  if (!before || !behind || others.length > 0 || before.tree !== behind.tree) return null;
  const length = behind.from - before.to;
  const whole = before.from === 0 && before.offset === 0 && behind.to === input.length;
  const kept = behind.offset === -length && before.tree.length + length === input.length;
  return whole && kept && length > 0 && length < LONGEST ? { at: before.to, length } : null;
}

/** Whether what came in makes a word longer, begins or ends one, or parts two; next to no mark that would mind. */
function isPartOfWords(input: Input, { at, length }: Typed): boolean {
  const typed = input.read(at, at + length);
  const letterAt = (place: number) => LETTERS.test(input.read(place, place + 1));
  const wordEndsAt = (place: number) => letterAt(place - 1) || (STOPS.test(input.read(place - 1, place)) && letterAt(place - 2));
  const next = at + length < input.length ? input.read(at + length, at + length + 1) : "\n";
  const behind = letterAt(at - 1);
  const free = next === "\n" || LETTERS.test(next);
  if (LETTERS.test(typed)) return behind || (input.read(at - 1, at) === " " && wordEndsAt(at - 1) && free);
  if (STOPS.test(typed)) return behind && (free || next === " ");
  return typed === " " && wordEndsAt(at) && LETTERS.test(next);
}

/** Whether the place lies among words alone: not in an address, a mark or code, nor where `<a:b>` may become one. */
function isAmongWords(input: Input, tree: Tree, { at, length }: Typed): boolean {
  let node = tree.resolveInner(at, -1);
  if (!OF_WORDS.has(node.name)) return false;
  while (!BLOCKS.test(node.name)) {
    if (!node.parent) return false;
    node = node.parent;
  }
  return !input.read(node.from, node.to + length).includes("<");
}

function longerBuffer(buffer: TreeBuffer, { at, length }: Typed): TreeBuffer {
  // Four numbers a node: its type, where it begins and ends, and where its children end in here.
  const numbers = Uint16Array.from(buffer.buffer);
  for (let index = 0; index < numbers.length; index += 4) {
    for (const bound of [index + 1, index + 2]) {
      if ((numbers[bound] ?? 0) >= at) numbers[bound] = (numbers[bound] ?? 0) + length;
    }
  }
  return new TreeBuffer(numbers, buffer.length + length, buffer.set);
}

function longer(tree: Tree, typed: Typed): Tree {
  const { at, length } = typed;
  const children = [...tree.children];
  const positions = [...tree.positions];
  for (const [index, child] of children.entries()) {
    const from = positions[index] ?? 0;
    if (from >= at) positions[index] = from + length;
    else if (from + child.length >= at) {
      const within = { at: at - from, length };
      children[index] = child instanceof Tree ? longer(child, within) : longerBuffer(child, within);
    }
  }
  const hash: unknown = tree.prop(NodeProp.contextHash);
  const props: [NodeProp<unknown>, unknown][] = hash === undefined ? [] : [[NodeProp.contextHash, hash]];
  return new Tree(tree.type, children, positions, tree.length + length, props);
}

class Done implements PartialParse {
  readonly stoppedAt = null;
  readonly parsedPos: number;
  constructor(readonly tree: Tree) {
    this.parsedPos = tree.length;
  }
  advance = () => this.tree;
  stopAt = () => undefined;
}

/** The parser, for whatever else was changed. */
export class ByWords extends Parser {
  constructor(readonly inner: Parser) {
    super();
  }

  override createParse(input: Input, fragments: readonly TreeFragment[], ranges: readonly { from: number; to: number }[]) {
    const typed = typedInto(input, fragments);
    const tree = fragments[0]?.tree;
    if (typed && tree && isPartOfWords(input, typed) && isAmongWords(input, tree, typed)) {
      return new Done(longer(tree, typed));
    }
    return this.inner.createParse(input, fragments, ranges);
  }
}
