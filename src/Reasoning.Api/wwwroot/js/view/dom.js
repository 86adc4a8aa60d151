const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element with text and children. Text only ever becomes text nodes and attributes are set by name from code,
 * so nothing that an agent, a tool or another person wrote can become markup.
 */
export function el(tag, { className, text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export function button(text, className, action, attributes = {}) {
  const element = el('button', { className, type: 'button', text, ...attributes });
  element.addEventListener('click', action);
  return element;
}

/** A button that shows a picture alone, or beside a short text; its name says what it does. */
export function iconButton(name, label, className, action) {
  const element = button(undefined, `icon-button ${className}`.trim(), action, { 'aria-label': label, title: label });
  element.append(icon(name));
  return element;
}

/** A picture of the page's own set. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Sets text only where it differs, so that an unchanged frame costs no layout and disturbs no selection. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Hides or shows; the focus of what is hidden goes to its heir, where there is one, and not to nowhere. */
export function setHidden(element, hidden, heir) {
  if (element.hidden === hidden) return;
  const focused = hidden && heir !== undefined && element.contains(document.activeElement);
  element.hidden = hidden;
  if (focused) heir.focus();
}

export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
