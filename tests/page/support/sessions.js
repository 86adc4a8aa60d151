/** The sessions at the side; on a phone a drawer that is opened first. */
export class Sessions {
  #page;

  constructor(page) {
    this.#page = page;
    this.panel = page.getByRole('navigation', { name: 'Sessions' });
    this.newButton = this.panel.getByRole('button', { name: 'New session' });
    this.searchBox = this.panel.getByRole('searchbox', { name: 'Search sessions' });
    this.toggle = page.getByRole('banner').getByRole('button', { name: 'Sessions', exact: true });
  }

  async show() {
    if (!(await this.#isOpen())) await this.toggle.click();
    await this.newButton.waitFor();
  }

  /** Where it is a drawer over the conversation. */
  async hide() {
    const close = this.panel.getByRole('button', { name: 'Close the sessions' });
    if (await close.isVisible()) await close.click();
    await close.waitFor({ state: 'hidden' });
  }

  async begin() {
    await this.show();
    await this.newButton.click();
  }

  async search(text) {
    await this.show();
    await this.searchBox.fill(text);
  }

  async sees(title) {
    await this.show();
    await this.#link(title).waitFor();
  }

  async lacks(title) {
    await this.show();
    await this.#link(title).waitFor({ state: 'detached' });
  }

  async choose(title) {
    await this.show();
    await this.#link(title).click();
  }

  async rename(title, newTitle) {
    await this.show();
    await this.#row(title).hover();
    await this.renameButton(title).click();
    await this.#titleField(title).fill(newTitle);
    await this.#page.keyboard.press('Enter');
  }

  async askToDelete(title) {
    await this.show();
    await this.#row(title).hover();
    await this.deleteButton(title).click();
    await this.confirmation.waitFor();
  }

  async delete(title) {
    await this.askToDelete(title);
    await this.confirmation.getByRole('button', { name: 'Delete' }).click();
  }

  async renameByKeyboard(keyboard, title, newTitle) {
    await keyboard.use(this.renameButton(title));
    await keyboard.assertFocusOn(this.#titleField(title));
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type(newTitle);
    await keyboard.press('Enter');
  }

  get confirmation() {
    return this.#page.getByRole('dialog', { name: 'Delete this session?' });
  }

  renameButton(title) {
    return this.panel.getByRole('button', { name: `Rename ${title}` });
  }

  deleteButton(title) {
    return this.panel.getByRole('button', { name: `Delete ${title}` });
  }

  #titleField(title) {
    return this.panel.getByRole('textbox', { name: `New title for ${title}` });
  }

  #row(title) {
    return this.panel.getByRole('listitem').filter({ hasText: title });
  }

  #link(title) {
    return this.panel.getByRole('link', { name: title });
  }

  // While it is open the rest of the page is inert, and its button hidden from whoever asks by role.
  async #isOpen() {
    return (await this.#page.locator('[aria-controls=sidebar]').getAttribute('aria-expanded')) === 'true';
  }
}
