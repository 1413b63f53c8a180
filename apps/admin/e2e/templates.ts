import type { Purpose, TemplateList, TemplateView } from '@codewire/contracts';
import type { Page } from 'playwright-core';
import { adminApi, type AdminApi } from './admin-api.js';
import { dialog } from './applications.js';
import type { ConsoleUnderTest, PageOptions } from './console.js';

/** Templates, opened as people open them. */
export class Templates {
  private constructor(
    private readonly room: ConsoleUnderTest,
    readonly api: AdminApi,
  ) {}

  static async of(room: ConsoleUnderTest): Promise<Templates> {
    return new Templates(room, await adminApi(room));
  }

  async shared(purpose: Purpose): Promise<TemplateView> {
    const { data } = await this.api<TemplateList>('GET', 'templates');
    return data.find((one) => one.purpose === purpose && one.application === null)!;
  }

  async open(purpose: Purpose, locale: string, options: PageOptions = {}): Promise<TextPage> {
    const { id } = await this.shared(purpose);
    const page = await this.room.visit(`/templates/${id}?locale=${locale}`, options);
    const text = new TextPage(page);
    await text.words('Full form').waitFor();
    return text;
  }
}

export type FormName = 'Full form' | 'Short form';

/** The editor of one text, by the names a person reads. */
export class TextPage {
  constructor(readonly page: Page) {}

  readonly words = (form: FormName) => this.page.getByRole('textbox', { name: form });
  readonly form = (form: FormName) => this.page.getByRole('region', { name: form });
  readonly button = (name: string) => this.page.locator('main').getByRole('button', { name, exact: true });
  readonly finding = (words: string) => this.page.getByRole('listitem').filter({ hasText: words });
  readonly preview = () => this.page.getByRole('region', { name: 'On the phone' });
  readonly bubble = () => this.preview().getByRole('figure');

  /** In the place of all words. */
  async write(form: FormName, words: string): Promise<void> {
    await this.words(form).fill(words);
  }

  /** Until the checks have seen the last letter. */
  checked(sum: string): Promise<void> {
    return this.page.locator('section:not([data-old])').getByText(sum, { exact: true }).waitFor();
  }

  async publish(): Promise<void> {
    await dialog(this.page).getByRole('button', { name: 'Publish', exact: true }).click();
    await dialog(this.page).waitFor({ state: 'detached' });
  }

  text(form: FormName): Promise<string> {
    return this.words(form).evaluate((field) =>
      field instanceof HTMLTextAreaElement
        ? field.value
        : Array.from(field.querySelectorAll('.cm-line'), (line) => line.textContent).join('\n'),
    );
  }
}
