import { bindBody, bindCommand } from './bind-body.js';
import { commandStatusName } from './command-status.js';
import { Connection, type ConnectStep } from './connection.js';
import type { LinkClock, LinkReason } from './link.types.js';
import { COMMAND, EMPTY, readHeader, STATUS, type RequestCommand } from './pdu.js';
import type { Answer } from './pending-requests.js';
import type { ProbeCause, ProbeOptions, ProbeResult, ProbeStep } from './probe.types.js';
import { systemClock } from './system-clock.js';

/**
 * Tries an account over a connection of its own: connects, binds, asks for a sign of life, unbinds. Tells each step when
 * it is over, up to the first that fails; resolves, once the connection is closed, to whether all went well. What the
 * carrier delivers meanwhile is refused, so that it comes again where it is kept. Rejects for a credential that no bind can hold,
 * and with what onStep throws.
 */
export async function probeCarrier(
  options: ProbeOptions,
  onStep: (result: ProbeResult) => void,
  clock: LinkClock = systemClock,
): Promise<boolean> {
  return new Probe(options, onStep, clock).run();
}

class Probe {
  readonly #timeoutMs: number;
  readonly #bindBody: Buffer;
  readonly #over = Promise.withResolvers<boolean>();
  #connection: Connection | undefined;
  #step: ProbeStep = 'dns';
  #since: number;
  #isOver = false;

  constructor(
    private readonly options: ProbeOptions,
    private readonly onStep: (result: ProbeResult) => void,
    private readonly clock: LinkClock,
  ) {
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#bindBody = bindBody(options);
    this.#since = clock.now();
  }

  run(): Promise<boolean> {
    const { host, port, tls } = this.options;
    this.#connection = new Connection({ host, port, tls, connectTimeoutMs: this.#timeoutMs }, this.clock, {
      onStep: (step) => this.#connected(step),
      onOpen: () => this.#bind(),
      onDelivered: (pdu) => this.#refuse(pdu),
      onUnbind: (sequence) => {
        this.#connection?.respond('unbind_resp', sequence, STATUS.ESME_ROK);
        this.#connection?.close('peer_unbind', { flush: true });
      },
      onWritable: () => undefined,
      onClose: (reason, code) => this.#closed(reason, code),
      onCounted: () => undefined,
    });
    return this.#over.promise;
  }

  #connected(step: ConnectStep): void {
    if (this.#isOver) return;
    if (step.step === 'dns') this.#done('tcp', step.detail);
    else if (step.step === 'tcp') this.#done(this.options.tls ? 'tls' : 'bind');
    else this.#done('bind', step.detail);
  }

  #bind(): void {
    this.#ask(bindCommand(this.options.direction ?? 'transceiver'), this.#bindBody, ({ commandStatus, isNack }) => {
      if (commandStatus !== STATUS.ESME_ROK || isNack) {
        return this.#failed({ kind: 'refused', commandStatus, name: commandStatusName(commandStatus) });
      }
      this.#done('enquire_link');
      this.#enquire();
    });
  }

  #enquire(): void {
    this.#ask('enquire_link', EMPTY, () => {
      this.#done('unbind');
      this.#ask('unbind', EMPTY, () => this.#end());
    });
  }

  #ask(command: RequestCommand, body: Buffer, then: (answer: Extract<Answer, { kind: 'response' }>) => void): void {
    this.#connection?.request(command, body, {
      timeoutMs: this.#timeoutMs,
      settle: (answer) => {
        if (answer.kind === 'timeout') this.#failed({ kind: 'timeout' });
        if (answer.kind === 'response') then(answer);
      },
    });
  }

  #refuse(pdu: Buffer): void {
    const { commandId, sequence } = readHeader(pdu);
    const command = commandId === COMMAND.data_sm ? 'data_sm_resp' : 'deliver_sm_resp';
    this.#connection?.respond(command, sequence, STATUS.ESME_RX_T_APPN);
  }

  #closed(reason: LinkReason, code: string | undefined): void {
    if (this.#isOver) return;
    // Some carriers close where others answer the unbind: that ends the bind as well.
    if (this.#step === 'unbind') this.#end();
    else this.#failed(this.#causeOf(reason, code));
  }

  #causeOf(reason: LinkReason, code: string | undefined): ProbeCause {
    switch (reason) {
      case 'connect_failed':
        return { kind: this.#step === 'dns' ? 'not_resolved' : 'not_connected', code: code ?? 'UNKNOWN' };
      case 'connect_timeout':
        return { kind: 'timeout' };
      case 'tls_failed':
        return { kind: 'tls_failed', code: code ?? 'UNKNOWN' };
      case 'tls_pin_mismatch':
        return { kind: 'tls_pin_mismatch', pin: code ?? '' };
      case 'bad_length':
        return { kind: 'not_smpp' };
      default:
        return { kind: 'closed', code: code ?? null };
    }
  }

  #done(next: ProbeStep, detail: string | null = null): void {
    this.#tell({ step: this.#step, ms: this.clock.now() - this.#since, kind: 'done', detail });
    this.#step = next;
    this.#since = this.clock.now();
  }

  #failed(cause: ProbeCause): void {
    this.#isOver = true;
    this.#tell({ step: this.#step, ms: this.clock.now() - this.#since, kind: 'failed', cause });
    this.#connection?.close('stopped');
    this.#over.resolve(false);
  }

  #end(): void {
    this.#isOver = true;
    this.#done('unbind');
    this.#connection?.close('stopped', { flush: true });
    this.#over.resolve(true);
  }

  #tell(result: ProbeResult): void {
    try {
      this.onStep(result);
    } catch (error) {
      this.#isOver = true;
      this.#over.reject(error);
      this.#connection?.close('stopped');
    }
  }
}
