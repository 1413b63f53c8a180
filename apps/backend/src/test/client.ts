import type {
  CheckResponse,
  MessageDetail,
  MessagePage,
  Problem,
  StartResponse,
  Verification,
} from '@codewire/contracts';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { recordSecret } from '../../../../tools/testing/secrets.js';

/**
 * What a server answered. `body` and `problem` are the same JSON, read as an answer or as a refusal. Of a stream of events
 * it is the first one: such an answer has no end.
 */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Body;
  readonly problem: Problem;
}

export interface Request {
  readonly method: string;
  /** Sent as it is, escapes and all. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Octets as they go over the wire; the headers say what they are. */
  readonly body?: string | Buffer;
}

const JSON_BODY = { 'content-type': 'application/json' };
const IDLE_MILLISECONDS = 2_000;
const agents = new Set<Agent>();

/** Requests of one caller to one process of the system, on connections that are kept and shared. */
export class Client {
  private readonly agent: Agent;

  constructor(
    readonly url: string,
    readonly key?: string,
    { connections = 32 }: { connections?: number } = {},
  ) {
    // Idle connections are closed here long before the server closes them: a request on one that it is just closing is lost.
    this.agent = new Agent({ keepAlive: true, maxSockets: connections, timeout: IDLE_MILLISECONDS });
    agents.add(this.agent);
  }

  /** The same caller at another process. */
  at(url: string): Client {
    return new Client(url, this.key);
  }

  send<Body = unknown>({ method, path, headers, body }: Request): Promise<Answer<Body>> {
    const { hostname, port } = new URL(this.url);
    const authorization = this.key === undefined ? {} : { authorization: `Bearer ${this.key}` };
    return new Promise((resolve, reject) => {
      const sent = request(
        { agent: this.agent, hostname, port, method, path, headers: { ...authorization, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          const finish = () => {
            const text = Buffer.concat(chunks).toString('utf8');
            const json = parse(text);
            const { statusCode = 0, headers: answered } = response;
            resolve({ status: statusCode, headers: answered, text, body: json as Body, problem: json as Problem });
          };
          response.on('data', (chunk: Buffer) => {
            chunks.push(chunk);
            if (response.headers['content-type']?.startsWith('text/event-stream') !== true) return;
            finish();
            response.destroy();
          });
          response.on('error', reject);
          response.on('end', finish);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** A start; the code it reveals is remembered, to be looked for in every log when the tests have ended. */
  async start(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<StartResponse>> {
    return rememberCode(await this.post<StartResponse>('/v1/otp', body, headers));
  }

  async resend(id: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer<StartResponse>> {
    return rememberCode(await this.send<StartResponse>({ method: 'POST', path: `/v1/otp/${id}/resend`, headers }));
  }

  check(id: string, code: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer<CheckResponse>> {
    return this.post(`/v1/otp/${id}/check`, { code }, headers);
  }

  cancel(id: string): Promise<Answer<undefined>> {
    return this.send({ method: 'DELETE', path: `/v1/otp/${id}` });
  }

  read(id: string): Promise<Answer<Verification>> {
    return this.send({ method: 'GET', path: `/v1/otp/${id}` });
  }

  message(id: string): Promise<Answer<MessageDetail>> {
    return this.send({ method: 'GET', path: `/v1/messages/${id}` });
  }

  messages(query = ''): Promise<Answer<MessagePage>> {
    return this.send({ method: 'GET', path: `/v1/messages${query}` });
  }

  post<Body>(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<Body>> {
    return this.send({ method: 'POST', path, headers: { ...JSON_BODY, ...headers }, body: JSON.stringify(body) });
  }
}

function rememberCode(answer: Answer<StartResponse>): Answer<StartResponse> {
  if (answer.body?.passcode !== undefined) recordSecret('code', answer.body.passcode);
  return answer;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Closes what clients keep open; a system does so when it stops. */
export function closeClients(): void {
  for (const agent of agents) agent.destroy();
  agents.clear();
}
