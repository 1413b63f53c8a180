'use client';

import type { AuditAction } from '@codewire/contracts';
import {
  IconAppWindow,
  IconBookmark,
  IconChecks,
  IconCircleX,
  IconCoins,
  IconDeviceMobile,
  IconDoorEnter,
  IconDoorExit,
  IconEye,
  IconFileExport,
  IconKey,
  IconKeyOff,
  IconLanguage,
  IconLinkPlus,
  IconLinkOff,
  IconMessage2Up,
  IconPencil,
  IconRefresh,
  IconRocket,
  IconRoute,
  IconSend,
  IconSettings,
  IconShieldCheck,
  IconShieldPlus,
  IconShieldX,
  IconTemplate,
  IconUserCheck,
  IconUserEdit,
  IconUserMinus,
  IconUserX,
  IconRouter,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from './audit.module.css';

const ICONS: Record<AuditAction, typeof IconKey> = {
  'operator.signed_in': IconDoorEnter,
  'operator.sign_in_refused': IconUserX,
  'operator.signed_out': IconDoorExit,
  'operator.stepped_up': IconUserCheck,
  'operator.created': IconUserCheck,
  'operator.changed': IconUserEdit,
  'operator.removed': IconUserMinus,
  'operator.invited': IconLinkPlus,
  'operator.reset_issued': IconLinkPlus,
  'operator.password_changed': IconShieldCheck,
  'operator.totp_added': IconShieldPlus,
  'operator.totp_removed': IconShieldX,
  'operator.passkey_added': IconShieldPlus,
  'operator.passkey_removed': IconShieldX,
  'operator.recovery_code_used': IconDoorEnter,
  'operator.recovery_codes_made': IconShieldCheck,
  'operator.sessions_ended': IconDoorExit,
  'invitation.withdrawn': IconLinkOff,
  'setup.finished': IconRocket,
  'application.created': IconAppWindow,
  'application.changed': IconAppWindow,
  'key.created': IconKey,
  'key.rolled': IconRefresh,
  'key.revoked': IconKeyOff,
  'carrier.created': IconRouter,
  'carrier.changed': IconRouter,
  'carrier.status_changed': IconRouter,
  'carrier.password_changed': IconKey,
  'carrier.password_restored': IconKey,
  'carrier.deleted': IconRouter,
  'price.imported': IconCoins,
  'locale.created': IconLanguage,
  'locale.changed': IconLanguage,
  'locale.deleted': IconLanguage,
  'country.changed': IconLanguage,
  'template.created': IconTemplate,
  'template.changed': IconTemplate,
  'template.archived': IconTemplate,
  'text.drafted': IconPencil,
  'text.discarded': IconPencil,
  'text.published': IconMessage2Up,
  'text.reverted': IconMessage2Up,
  'text.signed_off': IconChecks,
  'text.imported': IconTemplate,
  'text.exported': IconFileExport,
  'text.tested': IconSend,
  'operator.phone_asked': IconDeviceMobile,
  'operator.phone_added': IconDeviceMobile,
  'operator.phone_removed': IconDeviceMobile,
  'number.revealed': IconEye,
  'messages.exported': IconFileExport,
  'verifications.exported': IconFileExport,
  'verification.cancelled': IconCircleX,
  'verification.resent': IconSend,
  'view.shared': IconBookmark,
  'view.withdrawn': IconBookmark,
  'settings.changed': IconSettings,
  'route.created': IconRoute,
  'route.changed': IconRoute,
  'route.reordered': IconRoute,
  'route.deleted': IconRoute,
  'sender.created': IconSend,
  'sender.deleted': IconSend,
  'audit.exported': IconFileExport,
};

/** Deeds that somebody should look at twice are drawn in another tone, besides saying so. */
const TELLING: readonly AuditAction[] = ['operator.sign_in_refused', 'operator.recovery_code_used'];

/** What was done: a sign and the words for it. */
export function ActionWords({ action }: { action: AuditAction }) {
  const t = useTranslations('audit.action');
  const Icon = ICONS[action];
  return (
    <span className={classes.action} data-telling={TELLING.includes(action) || undefined}>
      <Icon size={17} stroke={1.75} aria-hidden />
      {t(action)}
    </span>
  );
}
