import {
  encodeText,
  SmppLink,
  systemClock,
  TextReferences,
  type LinkOptions,
  type Receipt,
  type SubmitOutcome,
} from '../index.js';

const references = new TextReferences();

/** Binds, sends a text in as many parts as it takes, and unbinds. What became of each part is in its outcome. */
export async function sendText(
  account: LinkOptions,
  sms: { sender: string; destination: string; text: string },
  keep: (receipt: Receipt) => Promise<void>,
): Promise<SubmitOutcome[]> {
  const bound = Promise.withResolvers<void>();
  const link = new SmppLink(account, {
    onState: ({ state, reason, code }) => {
      if (state === 'bound') bound.resolve();
      // The link would try again by itself; here the first attempt is to do.
      if (state === 'down') bound.reject(new Error(code ? `${reason}: ${code}` : reason));
    },
    // The carrier repeats a receipt until this has resolved.
    onReceipt: keep,
  });
  link.start();
  try {
    await bound.promise;
    const { parts, dataCoding } = encodeText(sms.text, { nextReference: () => references.next(sms.destination) });
    const request = { ...sms, dataCoding, expiresAtMs: systemClock.now() + 300_000, requestReceipt: true };
    return await Promise.all(parts.map((part, index) => link.submit({ ...request, part, follows: index > 0 })));
  } finally {
    await link.stop();
  }
}
