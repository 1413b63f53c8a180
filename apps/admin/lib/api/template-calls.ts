import {
  Preview,
  TemplateDetail,
  TemplateList,
  TextDetail,
  TextDiff,
  TryResponse,
  VersionView,
  type DraftChange,
  type PreviewRequest,
  type PublishRequest,
  type TemplateChange,
  type TemplateCreate,
  type TestSend,
} from '@codewire/contracts';
import { get, ifStill, part, patch, post, put, remove, tagged, type ApiCall, type Tagged } from './call';

/** A text as it is named: the template, and the language it is in. */
export interface NamedText {
  readonly templateId: string;
  readonly locale: string;
}

const template = (id: string) => `templates/${part(id)}`;
const text = ({ templateId, locale }: NamedText) => `${template(templateId)}/texts/${part(locale)}`;

/** A change of a text, made from the state that was seen. */
const change = (tag: string, call: ApiCall<TextDetail>): ApiCall<Tagged<TextDetail>> => tagged(ifStill(tag, call));

/** What texts are for, their words in each language, and how those would look. */
export const templateCalls = {
  templates: (): ApiCall<TemplateList> => get('templates', TemplateList),
  template: (id: string): ApiCall<TemplateDetail> => get(template(id), TemplateDetail),
  createTemplate: (body: TemplateCreate): ApiCall<TemplateDetail> => post('templates', body, TemplateDetail),
  changeTemplate: (id: string, version: number, body: TemplateChange): ApiCall<TemplateDetail> =>
    ifStill(version, patch(template(id), body, TemplateDetail)),
  archiveTemplate: (id: string, version: number): ApiCall<undefined> => ifStill(version, remove(template(id))),

  text: (named: NamedText): ApiCall<Tagged<TextDetail>> => tagged(get(text(named), TextDetail)),
  saveDraft: (named: NamedText, tag: string, body: DraftChange): ApiCall<Tagged<TextDetail>> =>
    change(tag, put(`${text(named)}/draft`, body, TextDetail)),
  discardDraft: (named: NamedText, tag: string): ApiCall<Tagged<TextDetail>> =>
    change(tag, { ...remove(`${text(named)}/draft`), answer: TextDetail }),
  publish: (named: NamedText, tag: string, body: PublishRequest): ApiCall<Tagged<TextDetail>> =>
    change(tag, post(`${text(named)}/publish`, body, TextDetail)),
  revert: (named: NamedText, tag: string, version: number): ApiCall<Tagged<TextDetail>> =>
    change(tag, post(`${text(named)}/revert`, { version }, TextDetail)),
  signOff: (named: NamedText, tag: string, version: number): ApiCall<Tagged<TextDetail>> =>
    change(tag, post(`${text(named)}/sign-off`, { version }, TextDetail)),
  version: (named: NamedText, version: number): ApiCall<VersionView> =>
    get(`${text(named)}/versions/${version}`, VersionView),
  diff: (named: NamedText, before: number, after: number): ApiCall<TextDiff> =>
    get(`${text(named)}/versions/${before}/diff/${after}`, TextDiff),

  preview: (id: string, body: PreviewRequest): ApiCall<Preview> => post(`${template(id)}/preview`, body, Preview),
  testSend: (named: NamedText, body: TestSend): ApiCall<TryResponse> => post(`${text(named)}/test`, body, TryResponse),
};
