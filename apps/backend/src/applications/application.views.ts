import type { ApplicationView, KeyView, PolicyView } from '@codewire/contracts';
import type { Policy } from '@codewire/otp';
import type { KeyRow } from './api-key.store.js';
import type { ListedApplication } from './application.store.js';

export function toApplicationView(application: ListedApplication): ApplicationView {
  const { id, name, isTest, sender, defaultLanguage, appHashes, hosts } = application;
  const { policyVersion, policy, activeKeys, createdAt } = application;
  return {
    id,
    name,
    is_test: isTest,
    sender,
    default_language: defaultLanguage,
    app_hashes: [...appHashes],
    hosts: [...hosts],
    policy_version: policyVersion,
    policy: toPolicyView(policy),
    active_keys: activeKeys,
    created_at: createdAt.toISOString(),
  };
}

export function toKeyView(key: KeyRow): KeyView {
  return {
    id: key.id,
    prefix: `cw_${key.isTest ? 'test' : 'live'}_${key.id}`,
    name: key.name,
    scopes: key.scopes,
    addresses: key.addresses,
    state: key.state,
    created_by: key.createdBy,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
    reveals: key.reveals,
    replaced_by: key.replacedBy,
  };
}

export function toPolicyView(policy: Policy): PolicyView {
  return {
    code_length: policy.codeLength,
    life_seconds: policy.lifeSeconds,
    max_checks: policy.maxChecks,
    max_sends: policy.maxSends,
    resend: policy.resend,
    cooldown_seconds: [...policy.cooldownSeconds],
    send_windows: [...policy.sendWindows],
    wrong_check_windows: [...policy.wrongCheckWindows],
  };
}

export function toPolicy(view: PolicyView): Policy {
  return {
    codeLength: view.code_length,
    lifeSeconds: view.life_seconds,
    maxChecks: view.max_checks,
    maxSends: view.max_sends,
    resend: view.resend,
    cooldownSeconds: view.cooldown_seconds,
    sendWindows: view.send_windows,
    wrongCheckWindows: view.wrong_check_windows,
  };
}
