import type { KeyScope } from '@codewire/contracts';
import { quoted } from '../../lib/curl';

export const SNIPPET_KINDS = ['curl', 'node', 'php'] as const;
export type SnippetKind = (typeof SNIPPET_KINDS)[number];

/** What a program that tries a key asks for. */
export interface FirstCall {
  readonly url: string;
  /** Undefined: there is nothing to send, and it is a GET. */
  readonly body?: Readonly<Record<string, string>>;
}

export interface FirstCallOptions {
  readonly apiUrl: string;
  readonly scopes: readonly KeyScope[];
  /** As it was typed: what is wrong with it is for the API to say. */
  readonly number: string;
}

/** Something that a key with these scopes may do, so that what is pasted is not refused. */
export function firstCall({ apiUrl, scopes, number }: FirstCallOptions): FirstCall {
  if (scopes.includes('start')) return { url: `${apiUrl}/v1/otp`, body: { number } };
  if (scopes.includes('read')) return { url: `${apiUrl}/v1/messages` };
  return { url: `${apiUrl}/v1/otp/ver_…/check`, body: { code: '123456' } };
}

const SNIPPETS: Record<SnippetKind, (call: FirstCall, key: string) => string> = { curl, node, php };

/** A program that makes the call, to be pasted and run as it is: the key is in it. */
export function snippet(kind: SnippetKind, call: FirstCall, key: string): string {
  return SNIPPETS[kind](call, key);
}

function curl({ url, body }: FirstCall, key: string): string {
  return [
    `curl -s ${quoted(url)}`,
    `-H ${quoted(`authorization: Bearer ${key}`)}`,
    ...(body ? [`-H 'content-type: application/json'`, `-d ${quoted(JSON.stringify(body))}`] : []),
  ].join(' \\\n  ');
}

/** For a file of any name that ends in .mjs; fetch is part of Node since 18. */
function node({ url, body }: FirstCall, key: string): string {
  const options = [
    ...(body ? [`  method: 'POST',`] : []),
    '  headers: {',
    `    authorization: ${literal(`Bearer ${key}`)},`,
    ...(body ? [`    'content-type': 'application/json',`] : []),
    '  },',
    ...(body ? [`  body: JSON.stringify({ ${pairs(body, (name, value) => `${name}: ${literal(value)}`)} }),`] : []),
  ];
  return `const response = await fetch(${literal(url)}, {
${options.join('\n')}
});
console.log(response.status, await response.json());`;
}

/** PHP 8 with its curl extension. Fields to post make it a POST. */
function php({ url, body }: FirstCall, key: string): string {
  const options = [
    '    CURLOPT_RETURNTRANSFER => true,',
    '    CURLOPT_HTTPHEADER => [',
    `        ${phpString(`Authorization: Bearer ${key}`)},`,
    ...(body ? [`        'Content-Type: application/json',`] : []),
    '    ],',
    ...(body
      ? [
          `    CURLOPT_POSTFIELDS => json_encode([${pairs(body, (name, value) => `'${name}' => ${phpString(value)}`)}]),`,
        ]
      : []),
  ];
  return `<?php
$request = curl_init(${phpString(url)});
curl_setopt_array($request, [
${options.join('\n')}
]);
$answer = curl_exec($request);
echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;`;
}

function pairs(body: Readonly<Record<string, string>>, write: (name: string, value: string) => string): string {
  return Object.entries(body)
    .map(([name, value]) => write(name, value))
    .join(', ');
}

/** JavaScript in single quotes, with the escapes of JSON. */
function literal(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Between single quotes PHP knows two escapes: of the quote, and of the backslash. */
function phpString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
