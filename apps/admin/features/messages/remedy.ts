import type { MessageInspection } from '@codewire/contracts';
import { lastRefusal, type ToldMessage } from './sentence';

/** What can be done about a message, in the words under `detail.next`. */
export type Remedy =
  | 'account'
  | 'carriers'
  | 'form'
  | 'newer'
  | 'number'
  | 'outage'
  | 'rate'
  | 'receipt'
  | 'report'
  | 'resend'
  | 'sender'
  | 'text'
  | 'wait';

/** By the name of a command_status. Where none fits the carrier has to be asked. */
const BY_STATUS: Readonly<Record<string, Remedy>> = {
  ESME_RINVMSGLEN: 'form',
  ESME_RINVESMCLASS: 'form',
  ESME_RINVSRCTON: 'form',
  ESME_RINVSRCNPI: 'form',
  ESME_RINVDSTTON: 'form',
  ESME_RINVDSTNPI: 'form',
  ESME_RINVEXPIRY: 'form',
  ESME_RINVTLVSTREAM: 'form',
  ESME_RTLVNOTALLWD: 'form',
  ESME_RINVTLVLEN: 'form',
  ESME_RMISSINGTLV: 'form',
  ESME_RINVTLVVAL: 'form',
  ESME_RINVDCS: 'form',
  ESME_RINVBNDSTS: 'account',
  ESME_RALYBND: 'account',
  ESME_RBINDFAIL: 'account',
  ESME_RINVPASWD: 'account',
  ESME_RINVSYSID: 'account',
  ESME_RINVSYSTYP: 'account',
  ESME_RINVSERTYP: 'account',
  ESME_RSERTYPUNAUTH: 'account',
  ESME_RPROHIBITED: 'account',
  ESME_RINVSRCADR: 'sender',
  ESME_RINVDSTADR: 'number',
  ESME_RTHROTTLED: 'rate',
  ESME_RMSGQFUL: 'rate',
  ESME_RSYSERR: 'outage',
  ESME_RSUBMITFAIL: 'outage',
  ESME_RX_T_APPN: 'outage',
  ESME_RDELIVERYFAILURE: 'outage',
};

/** By the log's own word for why a message ended. */
const BY_ERROR: Readonly<Record<string, Remedy>> = {
  cancelled: 'newer',
  superseded: 'newer',
  resent: 'newer',
  invalid: 'text',
  not_encodable: 'text',
  not_sent_in_time: 'carriers',
  carrier_undelivered: 'resend',
  carrier_expired: 'resend',
  carrier_deleted: 'report',
  carrier_rejected: 'report',
  carrier_unknown: 'report',
  unanswered: 'report',
};

/** Undefined: all is well. */
export function remedyOf(message: ToldMessage): Remedy | undefined {
  const { status, error } = message;
  switch (status) {
    case 'queued':
      return 'carriers';
    case 'submitting':
      return 'wait';
    case 'submitted':
      return 'receipt';
    case 'delivered':
      return undefined;
    case 'undelivered':
    case 'expired':
      return BY_ERROR[error ?? ''] ?? 'resend';
    case 'failed':
      return BY_ERROR[error ?? ''] ?? BY_STATUS[lastRefusal(message)?.command_status_name ?? ''] ?? 'report';
  }
}

/** Where it is done, and the permission that opens that page. */
export interface RemedyPlace {
  readonly name: 'carriers' | 'credentials' | 'senders' | 'settings' | 'template' | 'verification';
  readonly href: string;
  readonly permission: 'carriers.read' | 'messages.read' | 'routes.read' | 'texts.read';
}

/** Undefined where it is not done in the console. */
export function placeOf(remedy: Remedy, message: MessageInspection): RemedyPlace | undefined {
  const { carrier_id: carrier, template_id: template, language, verification_id: verification } = message;
  switch (remedy) {
    case 'carriers':
      return { name: 'carriers', href: '/carriers', permission: 'carriers.read' };
    case 'sender':
      return { name: 'senders', href: '/routing?view=senders', permission: 'routes.read' };
    case 'rate':
    case 'form':
      return carrier === null ? undefined : atCarrier(carrier, 'settings');
    case 'account':
      return carrier === null ? undefined : atCarrier(carrier, 'credentials');
    case 'text':
      return template === null
        ? undefined
        : { name: 'template', href: `/templates/${template}?locale=${language}`, permission: 'texts.read' };
    case 'newer':
    case 'outage':
    case 'resend':
      return { name: 'verification', href: `/verifications/${verification}`, permission: 'messages.read' };
    case 'number':
    case 'receipt':
    case 'report':
    case 'wait':
      return undefined;
  }
}

const atCarrier = (id: string, tab: 'settings' | 'credentials'): RemedyPlace => ({
  name: tab,
  href: `/carriers/${id}?tab=${tab}`,
  permission: 'carriers.read',
});
