// Some people and keys, made through the admin API by the owner's own page, so that the screens are not empty.

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
export async function call(page, method, path, body) {
  const answer = await page.evaluate(
    async ([how, where, what]) => {
      const headers = { 'content-type': 'application/json', 'x-codewire-console': '1' };
      const sent = await fetch(`/api/admin/${where}`, { method: how, headers, ...(what && { body: what }) });
      return { status: sent.status, text: await sent.text() };
    },
    /** @type {const} */ ([method, path, body && JSON.stringify(body)]),
  );
  if (answer.status >= 300) throw new Error(`${method} ${path} was answered ${answer.status}: ${answer.text}`);
  return answer.text === '' ? undefined : JSON.parse(answer.text);
}

/** Ends with an open invitation; returns its path and fragment, and the application that has keys. @param {Page} page */
export async function fillTeam(page) {
  // All looks take longer than a proof of who one is usually lasts.
  const { version } = await call(page, 'GET', 'settings');
  await call(page, 'PATCH', 'settings', { version, step_up_minutes: 60 });
  const { data } = await call(page, 'GET', 'applications');
  const applicationId = /** @type {string} */ (data[0].id);
  const keys = `applications/${applicationId}/keys`;
  await call(page, 'POST', keys, { name: 'web shop', scopes: ['start', 'check'], addresses: ['203.0.113.0/24'] });
  const { view } = await call(page, 'POST', keys, { name: 'mobile back end', scopes: ['start', 'check', 'read'] });
  await call(page, 'POST', `${keys}/${view.id}/roll`, { overlap_hours: 24 });
  await call(page, 'POST', 'applications', { name: 'Acme', sender: 'ACME', default_language: 'de', is_test: true });
  for (const [email, role] of [
    ['bo@example.com', 'ops'],
    ['carla@example.com', 'editor'],
  ]) {
    await call(page, 'POST', 'team/invitations', { email, role });
  }
  const link = await call(page, 'POST', 'team/invitations', {
    email: 'dev@example.com',
    role: 'developer',
    application_ids: [applicationId],
  });
  const { pathname, hash } = new URL(link.url);
  return { invitation: pathname + hash, applicationId };
}
