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

export function button(text, className, action) {
  const element = el('button', { className, type: 'button', text });
  element.addEventListener('click', action);
  return element;
}

/** Sets text only where it differs, so that an unchanged frame costs no layout and disturbs no selection. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
