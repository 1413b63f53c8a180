'use client';

import { PERMISSIONS, reachOf, ROLES, type Permission, type Role } from '@codewire/contracts';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { useTranslations, type Messages } from 'next-intl';
import { Card } from '../../ui/card';
import classes from './roles-table.module.css';

/** What each role may do, read off the table that the server decides by. */
export function RolesTable() {
  const t = useTranslations('team');
  return (
    <Card title={t('rolesTitle')}>
      <p className={classes.lead}>{t('rolesLead')}</p>
      <Matrix />
      <RoleList />
    </Card>
  );
}

function Matrix() {
  const t = useTranslations('team');
  const roleWord = useTranslations('roles');
  const permissionWord = usePermissionWord();
  return (
    <div className={classes.scroll} role="region" aria-label={t('rolesTitle')} tabIndex={0}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('permission')}</th>
            {ROLES.map((role) => (
              <th key={role} scope="col">
                {roleWord(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSIONS.map((permission) => (
            <tr key={permission}>
              <th scope="row">{permissionWord(permission)}</th>
              {ROLES.map((role) => (
                <td key={role}>
                  <Reach role={role} permission={permission} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Reach({ role, permission }: { role: Role; permission: Permission }) {
  const t = useTranslations('team');
  const reach = reachOf(role, permission);
  if (reach === 'own') return <span className={classes.own}>{t('reachOwn')}</span>;
  const Icon = reach === 'all' ? IconCheck : IconMinus;
  return (
    <>
      <Icon size={16} stroke={reach === 'all' ? 2.5 : 1.5} className={classes[reach ?? 'none']} aria-hidden />
      <span className="visually-hidden">{reach === 'all' ? t('reachAll') : t('reachNone')}</span>
    </>
  );
}

/** The same for a narrow screen, where eight columns have no room: each role with what it may. */
function RoleList() {
  const t = useTranslations('team');
  const roleWord = useTranslations('roles');
  const permissionWord = usePermissionWord();
  return (
    <dl className={classes.list}>
      {ROLES.map((role) => (
        <div key={role}>
          <dt>{roleWord(role)}</dt>
          <dd>{t(`roleLine.${role}`)}</dd>
          <dd>
            <ul>
              {PERMISSIONS.filter((permission) => reachOf(role, permission) !== undefined).map((permission) => (
                <li key={permission}>
                  {permissionWord(permission)}
                  {reachOf(role, permission) === 'own' ? <span className={classes.own}>{t('reachOwn')}</span> : null}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function usePermissionWord(): (permission: Permission) => string {
  const t = useTranslations('permissions');
  // Dots divide namespaces where words are kept.
  return (permission) => t(permission.replace('.', '_') as keyof Messages['permissions']);
}
