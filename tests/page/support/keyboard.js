import assert from 'node:assert/strict';

const most = 80;

/** A person without a mouse. */
export class Keyboard {
  #page;

  constructor(page) {
    this.#page = page;
  }

  press(key) {
    return this.#page.keyboard.press(key);
  }

  type(text) {
    return this.#page.keyboard.type(text);
  }

  /** Goes on with Tab until the control has the focus, which has to be seen and never be lost on the way. */
  async goTo(control, key = 'Tab') {
    for (let i = 0; i < most; i++) {
      if (await hasFocus(control)) return this.assertFocusSeen();
      await this.press(key);
    }
    assert.fail(`${control} is not reached with ${key}`);
  }

  async use(control, key = 'Enter') {
    await this.goTo(control);
    await this.press(key);
  }

  /** Something has the focus: not the page as a whole. */
  async assertFocused() {
    await this.#page.waitForFunction(() => document.activeElement && document.activeElement !== document.body);
  }

  async assertFocusOn(control) {
    await control.and(this.#page.locator(':focus')).waitFor();
  }

  async assertFocusSeen() {
    const look = await this.#page.evaluate(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const around = element.closest(':focus-within:not(:focus)');
      const { width, height } = element.getBoundingClientRect();
      return {
        marked: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || (element.matches('textarea, input') && around !== null),
        seen: width > 0 && height > 0,
        element: element.outerHTML.slice(0, 120),
      };
    });
    assert.ok(look.marked && look.seen, `the focus is not seen on ${look.element}`);
  }

  /** Tab goes round in the dialog and never out of it. */
  async assertTrapped(dialog) {
    for (let i = 0; i < 30; i++) {
      await this.press('Tab');
      const outside = await dialog.evaluate((element) => document.activeElement !== document.body && !element.contains(document.activeElement));
      assert.equal(outside, false);
    }
  }
}

async function hasFocus(control) {
  return (await control.count()) > 0 && control.first().evaluate((element) => element === document.activeElement);
}
