import { CARRIER_STEPS, type CarrierTest } from '@codewire/contracts';
import { probeCarrier, type ProbeOptions, type ProbeResult } from '@codewire/sms';
import { likelyCause } from './carrier-faults.js';

/** What was found of one step, in words for the person who set the carrier up. */
export type StepReport = CarrierTest['steps'][number];

/** Connects, binds, asks for a sign of life and unbinds, once, under the time that each step may take. */
export type CarrierCheck = (account: ProbeOptions) => Promise<CarrierTest>;

/** Tells each step as soon as it is over, and those that were not come to at the end. */
export async function checkCarrier(
  account: ProbeOptions,
  onStep: (report: StepReport) => void = () => undefined,
): Promise<CarrierTest> {
  const reports = new Map<string, StepReport>();
  await probeCarrier(account, (result) => {
    const report = reportOf(result);
    reports.set(report.step, report);
    onStep(report);
  });
  const steps = CARRIER_STEPS.map(
    (step) => reports.get(step) ?? { step, outcome: 'skipped' as const, ms: 0, detail: null },
  );
  return { is_well: [...reports.values()].every(({ outcome }) => outcome === 'done'), steps };
}

function reportOf(result: ProbeResult): StepReport {
  const ms = Math.round(result.ms * 10) / 10;
  const { step } = result;
  if (result.kind === 'done') return { step, outcome: 'done', ms, detail: result.detail };
  return { step, outcome: 'failed', ms, detail: likelyCause(step, result.cause) };
}
