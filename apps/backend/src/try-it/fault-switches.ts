import { TryFault, type CarrierScenario } from '@codewire/contracts';

/** Switches of the simulated carrier by name; what they mean is in `apps/simulator/README.md`. */
export type Switches = Readonly<Record<string, unknown>>;

type Of<Scenario extends CarrierScenario> = Extract<TryFault, { scenario: Scenario }>;

interface Lesson<Scenario extends CarrierScenario> {
  /** All that the scenario needs, also what is usual: two that write the same switch cannot hold together. */
  write(fault: Of<Scenario>): Switches;
  /** What the scenario was set with, if it is on. */
  readonly told?: (switches: Switches) => Readonly<Record<string, unknown>>;
}

/** ESME_RTHROTTLED, SMPP 3.4 5.1.3. */
const THROTTLED = 0x58;

const LESSONS: { readonly [Scenario in CarrierScenario]: Lesson<Scenario> } = {
  deliver_late: {
    write: ({ seconds }) => ({
      handset_delay_ms: seconds * 1_000,
      receipt_delay_ms: seconds * 1_000,
      receipt_when: 'after_delay',
    }),
    told: ({ handset_delay_ms: delay }) => ({ seconds: toSeconds(delay) }),
  },
  never_deliver: { write: () => ({ handset: 'never', receipt: 'none' }) },
  receipt_failed: { write: () => ({ receipt: 'fail' }) },
  refuse: {
    write: ({ command_status: status }) => ({ refuse_status: Number(status), refuse_count: null }),
    told: ({ refuse_status: status }) => ({ command_status: toHex(status) }),
  },
  // Each text meets it: what is refused for ever would hold up all that goes to the simulated carrier.
  throttle: {
    write: ({ times }) => ({ refuse_status: THROTTLED, refuse_count: times, refuse_again_after: 1 }),
    told: ({ refuse_count: times }) => ({ times }),
  },
  // With its receipt after it: the other way round is a lesson of its own.
  slow_answer: {
    write: ({ seconds }) => ({
      answer_delay_ms: seconds * 1_000,
      answers_reversed: null,
      receipt_when: 'after_answer',
    }),
    told: ({ answer_delay_ms: delay }) => ({ seconds: toSeconds(delay) }),
  },
  receipt_first: { write: () => ({ receipt_when: 'before_answer' }) },
  receipt_twice: { write: () => ({ receipt_copies: 2 }) },
  receipt_unknown_id: { write: () => ({ receipt_id: 'unknown' }) },
  // The first submit of a text and not its repeat.
  cut: { write: () => ({ end_after: 1, end_every: 2, end_with: 'cut' }) },
  parts_reversed: { write: () => ({ answers_reversed: 2 }) },
};

const SCENARIOS = Object.keys(LESSONS) as CarrierScenario[];

export interface Ruling {
  readonly faults: readonly TryFault[];
  /** What is set and belongs to none of them. */
  readonly others: Switches;
}

/** Which scenarios a set of switches makes, and what is set besides, of the switches that `usual` has. */
export function readRuling(switches: Switches, usual: Switches): Ruling {
  const faults = SCENARIOS.flatMap((scenario) => readFault(scenario, switches, usual) ?? []);
  const known = new Set(faults.flatMap((fault) => Object.keys(writeFault(fault))));
  const names = Object.keys(usual).filter((name) => !known.has(name) && !isSame(switches[name], usual[name]));
  return { faults, others: Object.fromEntries(names.map((name) => [name, switches[name]])) };
}

/** The set in which the fault is on too; what cannot hold beside it is not. */
export function turnOn({ faults, others }: Ruling, fault: TryFault): Switches {
  const wanted = writeFault(fault);
  const beside = faults.filter((one) => !Object.keys(writeFault(one)).some((name) => name in wanted));
  return { ...others, ...merge(beside), ...wanted };
}

/** The set in which the scenario is off; empty when nothing is left. */
export function turnOff({ faults, others }: Ruling, scenario: CarrierScenario): Switches {
  return { ...others, ...merge(faults.filter((fault) => fault.scenario !== scenario)) };
}

function readFault(scenario: CarrierScenario, switches: Switches, usual: Switches): TryFault | undefined {
  const read = TryFault.safeParse({ scenario, ...LESSONS[scenario].told?.(switches) });
  if (!read.success) return undefined;
  const written = Object.entries(writeFault(read.data));
  const isSet = written.some(([name, value]) => !isSame(value, usual[name]));
  return isSet && written.every(([name, value]) => isSame(value, switches[name])) ? read.data : undefined;
}

function writeFault(fault: TryFault): Switches {
  // The table holds each scenario under its own name, which is more than the compiler can follow.
  const lesson = LESSONS[fault.scenario] as Lesson<CarrierScenario>;
  return lesson.write(fault);
}

function merge(faults: readonly TryFault[]): Switches {
  return Object.assign({}, ...faults.map(writeFault)) as Switches;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function toSeconds(milliseconds: unknown): number {
  return Number(milliseconds) / 1_000;
}

function toHex(status: unknown): string {
  return `0x${Number(status).toString(16).toUpperCase().padStart(8, '0')}`;
}
