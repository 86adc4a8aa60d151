// The page has headings of its own above those of a text.
const FIRST = 3;
const LAST = 6;

/**
 * Gives the headings of a text ranks without a gap, however the text counts them: whoever goes from heading to heading by
 * ear would miss what a gap leaves out.
 */
export function rankHeadings(blocks) {
  const open = [];
  return blocks.map((block) => {
    if (block.type !== 'heading') return block;
    while (open.length > 0 && open.at(-1) >= block.level) open.pop();
    open.push(block.level);
    return { ...block, rank: Math.min(LAST, FIRST - 1 + open.length) };
  });
}
