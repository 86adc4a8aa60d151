const FRAGMENT = '#fragment';

/** As much of a document as the renderers of text use: elements, text nodes, attributes. Nothing in it parses markup. */
class Node {
  parentNode = null;

  get isConnected() {
    return true;
  }

  remove() {
    const siblings = this.parentNode?.childNodes;
    siblings?.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  replaceWith(node) {
    const { parentNode } = this;
    parentNode.childNodes[parentNode.childNodes.indexOf(this)] = node;
    node.parentNode = parentNode;
    this.parentNode = null;
  }
}

class Text extends Node {
  constructor(data) {
    super();
    this.data = String(data);
  }

  get textContent() {
    return this.data;
  }

  appendData(text) {
    this.data += text;
  }
}

class Element extends Node {
  childNodes = [];
  attributes = new Map();

  constructor(tag) {
    super();
    this.tagName = tag;
  }

  get children() {
    return this.childNodes.filter((child) => child instanceof Element);
  }

  get firstChild() {
    return this.childNodes[0] ?? null;
  }

  get lastChild() {
    return this.childNodes.at(-1) ?? null;
  }

  get textContent() {
    return this.childNodes.map((child) => child.textContent).join('');
  }

  set textContent(text) {
    this.childNodes = [];
    if (text !== '') this.append(text);
  }

  set className(value) {
    this.setAttribute('class', value);
  }

  set dir(value) {
    this.setAttribute('dir', value);
  }

  append(...nodes) {
    for (const node of nodes.flatMap((each) => (each?.tagName === FRAGMENT ? each.childNodes : [each]))) {
      const child = node instanceof Node ? node : new Text(node);
      child.parentNode = this;
      this.childNodes.push(child);
    }
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  addEventListener() {}

  /** By tag name only. */
  querySelector(tag) {
    for (const child of this.children) {
      const found = child.tagName === tag ? child : child.querySelector(tag);
      if (found) return found;
    }
    return null;
  }
}

export function installDocument() {
  globalThis.document = {
    createElement: (tag) => new Element(tag),
    createElementNS: (_, tag) => new Element(tag),
    createDocumentFragment: () => new Element(FRAGMENT),
    createTextNode: (data) => new Text(data),
  };
}

/** Every element below one, itself included. */
export function elementsOf(root) {
  return [root, ...root.children.flatMap(elementsOf)];
}
