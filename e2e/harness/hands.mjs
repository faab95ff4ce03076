// Two ways to use a page, with the same words: the mouse, and the keyboard alone.
import { tabTo } from './keyboard.mjs';
import { t } from './words.mjs';

/** What a person can do on a page, by the names that they read. */
class Hand {
  constructor(page) {
    this.page = page;
  }

  /** Opens an address, as one does from a mail or from the address bar. */
  async open(address) {
    await this.page.goto(address);
  }

  link(name, within = this.page) {
    return this.press(within.getByRole('link', { name, exact: typeof name === 'string' }).first());
  }

  button(name, within = this.page) {
    return this.press(within.getByRole('button', { name, exact: typeof name === 'string' }).first());
  }

  /** The control with this label; what is not asked for says so after its label. */
  field(label) {
    const optional = `${label} ${t('ui-optional')}`;
    return this.page.getByLabel(label, { exact: true }).or(this.page.getByLabel(optional, { exact: true })).first();
  }

  /** The checkbox or the switch of this name. */
  box(name, within) {
    const exact = typeof name === 'string';
    return within.getByRole('checkbox', { name, exact }).or(within.getByRole('switch', { name, exact })).first();
  }

  /** Types into the page's first search box and sends it. A click into the top bar's opens the palette. */
  async search(words) {
    const box = this.page.getByRole('searchbox').first();
    await this.press(box);
    const palette = this.page.getByRole('dialog').getByRole('combobox');
    await this.write((await palette.count()) > 0 ? palette : box, words);
    await this.page.keyboard.press('Enter');
  }

  async type(label, text) {
    await this.write(this.field(label), text);
  }
}

/** The mouse. */
export class Mouse extends Hand {
  async press(target) {
    await target.click();
  }

  async write(target, text) {
    await target.click();
    await target.fill(text);
  }

  async choose(name, within = this.page) {
    const target = within.getByRole('radio', { name, exact: typeof name === 'string' });
    // The label fills the card, so that is where a mouse clicks.
    if (!(await target.isChecked())) await within.locator(`label[for="${await target.getAttribute('id')}"]`).click();
  }

  async tick(name, within = this.page) {
    const box = this.box(name, within);
    if (!(await box.isChecked())) await box.click();
  }

  /** Chooses the option that begins so. */
  async pick(label, option) {
    const field = this.field(label);
    const labels = await field.locator('option').allTextContents();
    await field.selectOption({ label: labels.find((it) => it.startsWith(option)) ?? option });
  }

  /** Uploads a specification as a file. */
  async upload(text) {
    await this.field(t('specification-choose')).setInputFiles({ name: 'openapi.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) });
    await this.button(t('specification-upload'));
  }

  async disclose(name) {
    await this.page.getByText(name, { exact: typeof name === 'string' }).first().click();
  }
}

/** The keyboard: Tab, Enter, Space, arrows and letters, nothing else. */
export class Keyboard extends Hand {
  async press(target) {
    await tabTo(this.page, target);
    await this.page.keyboard.press('Enter');
  }

  async write(target, text) {
    await tabTo(this.page, target);
    await this.page.keyboard.press('Control+A');
    await (text ? this.page.keyboard.insertText(text) : this.page.keyboard.press('Delete'));
  }

  async choose(name, within = this.page) {
    const target = within.getByRole('radio', { name, exact: typeof name === 'string' });
    await tabTo(this.page, target);
    for (let presses = 0; presses < 12 && !(await target.isChecked()); presses += 1) {
      const here = await target.evaluate((it) => it === document.activeElement);
      await this.page.keyboard.press(here ? 'Space' : 'ArrowDown');
    }
    if (!(await target.isChecked())) throw new Error(`the arrows do not lead to ${name}`);
  }

  async tick(name, within = this.page) {
    const box = this.box(name, within);
    if (await box.isChecked()) return;
    await tabTo(this.page, box);
    await this.page.keyboard.press('Space');
  }

  async pick(label, option) {
    const field = this.field(label);
    await tabTo(this.page, field);
    await this.page.keyboard.type(option.slice(0, 12));
    const chosen = await field.evaluate((it) => it.selectedOptions[0]?.label);
    if (!chosen.startsWith(option)) throw new Error(`typing leads to ${chosen}, not to ${option}`);
  }

  /** Pastes a specification: the dialog that chooses files is the operating system's. */
  async upload(text) {
    await this.type(t('specification-content'), text);
    await this.button(t('specification-upload'));
  }

  async disclose(name) {
    await this.press(this.page.getByText(name, { exact: typeof name === 'string' }).first());
  }
}
