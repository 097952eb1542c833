/**
 * Draws the document as what it means: marks are hidden, except where the cursor is. A key redraws the blocks it falls
 * into and no others; typing has to feel like nothing in a long text too.
 */
import { syntaxTree } from "@codemirror/language";
import { Facet, RangeSet, type ChangeDesc, type EditorState, type Extension, type Range } from "@codemirror/state";
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";

import { drawn, type Drawn } from "./draw";
import type { Tree } from "./language";

/** All marks are shown, as they stand in the file. */
export const showSource = Facet.define<boolean, boolean>({ combine: (values) => values.some(Boolean) });

/** A heading, a paragraph, a whole list. */
type Block = {
  from: number;
  to: number;
  /** The parser gives back as it was what lies clear of a change; small leaves may have none of their own. */
  tree: Tree | null;
  /** The cursor is on its lines, so that where exactly matters. */
  touched: boolean;
};

function blocksBetween(state: EditorState, from: number, to: number, focused: boolean): Block[] {
  const blocks: Block[] = [];
  const lines = (focused ? state.selection.ranges : []).map((range) => ({
    from: state.doc.lineAt(range.from).from,
    to: state.doc.lineAt(range.to).to,
  }));
  syntaxTree(state).iterate({
    from,
    to,
    enter: (node) => {
      if (node.type.isTop) return true;
      const touched = lines.some((line) => line.from <= node.to && line.to >= node.from);
      blocks.push({ from: node.from, to: node.to, tree: node.tree, touched });
      return false;
    },
  });
  return blocks;
}

/** Whether a block is drawn as another one was before some changes. */
function same(before: Block | undefined, now: Block | undefined, changes: ChangeDesc): boolean {
  if (!before?.tree || before.tree !== now?.tree || before.touched || now.touched) return false;
  return changes.mapPos(before.from) === now.from;
}

const NOTHING: Drawn = { looks: [], hidden: [] };

const plugin = ViewPlugin.fromClass(
  class {
    looks: DecorationSet = Decoration.none;
    hidden: DecorationSet = Decoration.none;
    blocks: Block[] = [];
    /** The stretch that is drawn. */
    from = 0;
    to = 0;

    constructor(view: EditorView) {
      ({ from: this.from, to: this.to } = view.viewport);
      this.drawAll(view);
    }

    update(update: ViewUpdate) {
      const { view, changes, startState, state } = update;
      const { from, to } = view.viewport;
      const switched = startState.facet(showSource) !== state.facet(showSource);
      // The surface calls its viewport changed after every letter.
      const scrolled = changes.mapPos(this.from, -1) !== from || changes.mapPos(this.to, 1) !== to;
      this.from = from;
      this.to = to;
      if (switched || scrolled) this.drawAll(view);
      else if (!changes.empty || update.selectionSet || update.focusChanged || syntaxTree(startState) !== syntaxTree(state)) {
        this.drawChanged(view, changes);
      }
    }

    drawAll(view: EditorView) {
      this.blocks = blocksBetween(view.state, this.from, this.to, view.hasFocus);
      const { looks, hidden } = this.between(view, this.from, this.to);
      this.looks = RangeSet.of(looks, true);
      this.hidden = RangeSet.of(hidden, true);
    }

    /** What lies between the first and the last block that is not as it was. */
    drawChanged(view: EditorView, changes: ChangeDesc) {
      const { from, to, blocks: before } = this;
      const now = blocksBetween(view.state, from, to, view.hasFocus);
      const least = Math.min(before.length, now.length);
      let first = 0;
      while (first < least && same(before[first], now[first], changes)) first += 1;
      let last = 0;
      while (last < least - first && same(before.at(-1 - last), now.at(-1 - last), changes)) last += 1;
      const { doc } = view.state;
      const [above, below] = [now[first - 1], now.at(-last)];
      const start = first > 0 && above ? doc.lineAt(above.to).to + 1 : from;
      const end = last > 0 && below ? doc.lineAt(below.from).from - 1 : to;
      const { looks, hidden } = start > end ? NOTHING : this.between(view, start, end);
      const redrawn = (set: DecorationSet, add: Range<Decoration>[]) =>
        set.map(changes).update({ filter: () => false, filterFrom: start, filterTo: end, add, sort: true });
      this.blocks = now;
      this.looks = redrawn(this.looks, looks);
      this.hidden = redrawn(this.hidden, hidden);
    }

    between(view: EditorView, from: number, to: number) {
      return drawn(view.state, from, to, view.hasFocus, view.state.facet(showSource));
    }
  },
  {
    decorations: (value) => value.looks,
    provide: (value) => {
      const hidden = (view: EditorView) => view.plugin(value)?.hidden ?? Decoration.none;
      // The cursor steps over what isn't there to be seen.
      return [EditorView.decorations.of(hidden), EditorView.atomicRanges.of(hidden)];
    },
  },
);

export const marks: Extension = plugin;
