import { ReportCount } from '../../lib/report-count';

const LARGEST = 16_384;

const count = new ReportCount({ now: Date.now, tell: (line) => void process.stderr.write(`${line}\n`) });

/** Takes what a browser tells of a page that broke its policy. Anyone can write here, so only a count is kept. */
export async function POST(request: Request): Promise<Response> {
  const length = Number(request.headers.get('content-length') ?? LARGEST + 1);
  if (length > LARGEST) return new Response(null, { status: 413 });
  count.add(await request.text());
  return new Response(null, { status: 204 });
}
