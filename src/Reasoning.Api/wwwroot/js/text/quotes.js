/** The texts of the block quotes in a tree of Markdown blocks, paragraph by paragraph: what an answer quotes. */
export function quotedTexts(blocks, within = false) {
  return blocks.flatMap((block) => {
    if (block.type === 'quote') return quotedTexts(block.blocks, true);
    if (block.type === 'list') return block.items.flatMap((item) => quotedTexts(item.blocks, within));
    if (!within) return [];
    if (block.type === 'code') return [block.text];
    return block.inlines ? plain(block.inlines).split(/\n|…/) : [];
  }).map((text) => text.trim()).filter((text) => text.length > 7);
}

function plain(inlines) {
  return inlines.map((node) => node.text ?? node.code ?? (node.type === 'break' ? '\n' : plain(node.children))).join('');
}

/** Where a text has another one in it, whatever the white space between the words: [from, to], or undefined. */
export function findQuote(text, quote) {
  const { squeezed, places } = squeeze(text);
  const wanted = squeeze(quote).squeezed;
  const at = wanted === '' ? -1 : squeezed.indexOf(wanted);
  return at === -1 ? undefined : [places[at], places[at + wanted.length - 1] + 1];
}

/** A text without its white space, and where each character of it was. */
function squeeze(text) {
  const places = [];
  let squeezed = '';
  for (let at = 0; at < text.length; at++) {
    if (/\s/.test(text[at])) continue;
    squeezed += text[at];
    places.push(at);
  }
  return { squeezed, places };
}
