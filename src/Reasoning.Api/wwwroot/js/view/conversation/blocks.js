/**
 * What stands below one another in the conversation: runs that overlapped side by side in one block, notices each in their
 * own. Items are { key, run } or { key, notice }, oldest first.
 */
export function blocksOf(items) {
  const blocks = [];
  const groups = new Map();
  for (const item of items) {
    const block = item.run ? groups.get(item.run.group) : undefined;
    if (block) {
      block.items.push(item);
      continue;
    }
    const key = item.run ? `group ${item.run.group}` : item.key;
    blocks.push({ key, items: [item] });
    if (item.run) groups.set(item.run.group, blocks.at(-1));
  }
  return blocks;
}
