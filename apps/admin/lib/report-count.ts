const TOLD_EVERY_MILLISECONDS = 60_000;
/** Directive names of CSP 3, as they come in both forms of a report. */
const DIRECTIVE = /"(?:effective-?[dD]irective|violated-directive)"\s*:\s*"([a-z-]{1,40})/;

interface ReportCountOptions {
  readonly now: () => number;
  readonly tell: (line: string) => void;
}

/**
 * Counts reports of broken policies and tells the log at most once a minute how many there were, and of which
 * directive the last was. Nothing else of a report is kept: it is what a stranger wrote.
 */
export class ReportCount {
  private count = 0;
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: ReportCountOptions) {}

  add(report: string): void {
    this.count += 1;
    const now = this.options.now();
    if (now - this.toldAt < TOLD_EVERY_MILLISECONDS) return;
    const directive = DIRECTIVE.exec(report)?.[1] ?? 'unknown';
    this.options.tell(`content security policy: ${this.count} report(s), the last about ${directive}`);
    this.count = 0;
    this.toldAt = now;
  }
}
