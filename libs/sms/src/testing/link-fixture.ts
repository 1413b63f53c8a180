import { onTestFinished } from 'vitest';
import { SmppLink } from '../smpp/link.js';
import type {
  CountedEvent,
  LinkHandlers,
  LinkOptions,
  LinkState,
  StateChange,
  SubmitOutcome,
  SubmitRequest,
} from '../smpp/link.types.js';
import { ManualClock } from './manual-clock.js';
import { BIND_RESP, RawSmsc, type RawPeer } from './raw-smsc.js';
import { until } from './until.js';

export interface LinkFixture {
  smsc: RawSmsc;
  link: SmppLink;
  clock: ManualClock;
  changes: StateChange[];
  counted: CountedEvent[];
  /** Submits one part and keeps what became of it. */
  submit(request?: Partial<SubmitRequest>): Promise<SubmitOutcome>;
  /** Answers the bind of the nth connection. */
  bindPeer(nth?: number): Promise<RawPeer>;
  waitForState(state: LinkState): Promise<void>;
  waitForCount(event: CountedEvent, count?: number): Promise<void>;
}

/** A link with a standing clock before a carrier of raw bytes; both end with the test. */
export async function startLink(
  options: Partial<LinkOptions> = {},
  handlers: Partial<LinkHandlers> = {},
): Promise<LinkFixture> {
  const smsc = await RawSmsc.listen();
  const clock = new ManualClock();
  const changes: StateChange[] = [];
  const counted: CountedEvent[] = [];
  const link = new SmppLink(
    {
      host: '127.0.0.1',
      port: smsc.port,
      systemId: 'codewire',
      password: 'secret',
      clock,
      random: () => 0,
      ...options,
    },
    {
      onReceipt: async () => undefined,
      onState: (change) => changes.push(change),
      onCounted: (event) => counted.push(event),
      ...handlers,
    },
  );
  onTestFinished(async () => {
    // Nobody answers the unbind any more.
    for (const peer of smsc.peers) peer.socket.destroy();
    await link.stop({ drainMs: 0 });
    await smsc.close();
  });
  link.start();
  const fixture: LinkFixture = {
    smsc,
    link,
    clock,
    changes,
    counted,
    submit: (request) => link.submit(submitRequest(clock, request)),
    bindPeer: async (nth = 1) => {
      const peer = await smsc.peer(nth);
      await peer.take();
      peer.send(BIND_RESP);
      await fixture.waitForState('bound');
      return peer;
    },
    waitForState: async (state) => void (await until(() => link.state === state, `not ${state}`)),
    waitForCount: async (event, count = 1) =>
      void (await until(() => counted.filter((one) => one === event).length >= count, `not ${count} ${event}`)),
  };
  return fixture;
}

function submitRequest(clock: ManualClock, request: Partial<SubmitRequest> = {}): SubmitRequest {
  return {
    sender: 'Codewire',
    destination: '12125551212',
    part: { payload: Buffer.from('Hi'), hasUdh: false },
    dataCoding: 0,
    expiresAtMs: clock.now() + 600_000,
    requestReceipt: true,
    ...request,
  };
}
