/** What opens beside the conversation or over it. */
export class Panels {
  #page;

  constructor(page) {
    this.#page = page;
    this.framesButton = page.getByRole('banner').getByRole('button', { name: 'Frames' });
    this.shortcutsButton = page.getByRole('banner').getByRole('button', { name: 'Keyboard shortcuts' });
    this.frames = page.getByRole('dialog', { name: 'Frames' });
    this.shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    this.passageText = page.getByRole('dialog').getByRole('region', { name: 'Text of the passage' });
  }

  async openFrames() {
    await this.framesButton.click();
    await this.frames.waitFor();
  }

  async openShortcuts() {
    await this.shortcutsButton.click();
    await this.shortcuts.waitFor();
  }

  close(dialog) {
    return dialog.getByRole('button', { name: /^Close/ }).click();
  }

  closePassage() {
    return this.#page.getByRole('dialog').getByRole('button', { name: 'Close the passage' }).click();
  }

  chooseTheme(theme) {
    return this.#page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: theme }).check();
  }
}
