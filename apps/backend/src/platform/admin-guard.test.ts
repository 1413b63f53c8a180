import { describe, expect, test } from 'vitest';
import { judgeAdminRequest, type AdminRequest } from './admin-guard.js';

const DOOR = { port: 3002, consoleOrigin: 'https://console.example.org' };

/** As the console's own server passes a click on: the browser's headers, and its own Host. */
const CLICK: AdminRequest = {
  method: 'POST',
  host: '127.0.0.1:3002',
  forwardedHost: 'console.example.org',
  origin: 'https://console.example.org',
  fetchSite: 'same-origin',
  authorization: undefined,
  consoleMark: '1',
};

const BARE: AdminRequest = {
  method: 'GET',
  host: 'localhost:3002',
  forwardedHost: undefined,
  origin: undefined,
  fetchSite: undefined,
  authorization: undefined,
  consoleMark: undefined,
};

describe('the admin door', () => {
  test.each<[string, AdminRequest]>([
    ['a click in the console', CLICK],
    ['a page of the console that reads', { ...CLICK, method: 'GET', origin: undefined }],
    ['a browser without fetch metadata, by its Origin', { ...CLICK, fetchSite: undefined }],
    ['a program on this machine that reads', BARE],
    ['an address typed by hand', { ...BARE, fetchSite: 'none' }],
  ])('lets in %s', (_what, request) => {
    expect(judgeAdminRequest(request, DOOR)).toBeUndefined();
  });

  test.each<[string, AdminRequest]>([
    ['a write from another site', { ...CLICK, origin: 'https://evil.example', fetchSite: 'cross-site' }],
    ['a write from a neighbour under the same domain', { ...CLICK, fetchSite: 'same-site' }],
    ['a write that says "none"', { ...CLICK, origin: undefined, fetchSite: 'none' }],
    ['a write with neither header', { ...CLICK, origin: undefined, fetchSite: undefined }],
    ['a write with the null origin of a sandbox', { ...CLICK, origin: 'null', fetchSite: undefined }],
    ['a write whose two headers disagree', { ...CLICK, origin: 'https://evil.example' }],
    [
      'an origin that merely begins like ours',
      { ...CLICK, origin: `${DOOR.consoleOrigin}.evil.example`, fetchSite: undefined },
    ],
    ['a write without the header that only our pages can send', { ...CLICK, consoleMark: undefined }],
    ['a write with that header and another value', { ...CLICK, consoleMark: 'true' }],
    ['a read for another site', { ...BARE, fetchSite: 'cross-site' }],
    ['a read for a neighbour', { ...BARE, fetchSite: 'same-site' }],
    ['a read with a foreign origin', { ...BARE, origin: 'https://evil.example' }],
    ['a method nobody expects, unsafe until known', { ...BARE, method: 'PROPFIND' }],
  ])('refuses %s', (_what, request) => {
    expect(judgeAdminRequest(request, DOOR)).toBe('admin.cross_site');
  });

  test.each<[string, AdminRequest]>([
    ['a name that was rebound to loopback', { ...BARE, host: 'evil.example:3002' }],
    ['our name at another port', { ...BARE, host: '127.0.0.1:3000' }],
    ['our name without a port', { ...BARE, host: '127.0.0.1' }],
    ['no name', { ...BARE, host: undefined }],
    ['a rebound name at the console', { ...CLICK, forwardedHost: 'evil.example:3001' }],
    ['two names at the console', { ...CLICK, forwardedHost: 'console.example.org, evil.example' }],
  ])('refuses %s', (_what, request) => {
    expect(judgeAdminRequest(request, DOOR)).toBe('admin.wrong_host');
  });

  test.each(['http://localhost:3001', 'http://127.0.0.1:3001'])('knows a local console as %s too', (origin) => {
    const local = { port: 3002, consoleOrigin: 'http://localhost:3001' };
    const forwardedHost = new URL(origin).host;
    expect(judgeAdminRequest({ ...CLICK, origin, forwardedHost, fetchSite: undefined }, local)).toBeUndefined();
    expect(judgeAdminRequest({ ...CLICK, origin: 'http://127.0.0.1:3003', forwardedHost }, local)).toBe(
      'admin.cross_site',
    );
    expect(judgeAdminRequest({ ...CLICK, origin, forwardedHost: '127.0.0.1:3003' }, local)).toBe('admin.wrong_host');
    expect(judgeAdminRequest({ ...CLICK, origin }, DOOR)).toBe('admin.cross_site');
  });

  test.each(['Bearer cw_live_x', 'bearer x', 'BEARER'])('refuses the key of a client app: %s', (authorization) => {
    expect(judgeAdminRequest({ ...CLICK, authorization }, DOOR)).toBe('auth.invalid_key');
  });
});
