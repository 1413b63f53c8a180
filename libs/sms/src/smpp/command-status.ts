import smpp from 'smpp';

export type CarrierAction = 'retry' | 'fail_over' | 'permanent';

// The one table from a carrier's answer to what to do next. Life is short: retry means once more within seconds.
const ACTIONS = new Map<number, CarrierAction>([
  // Transient, or the link's pace.
  [0x08, 'retry'], // RSYSERR
  [0x14, 'retry'], // RMSGQFUL
  [0x45, 'retry'], // RSUBMITFAIL
  [0x58, 'retry'], // RTHROTTLED
  [0x64, 'retry'], // RX_T_APPN
  [0xfe, 'retry'], // RDELIVERYFAILURE
  [0xff, 'retry'], // RUNKNOWNERR
  // The message itself: no carrier would take it.
  [0x01, 'permanent'], // RINVMSGLEN
  [0x0b, 'permanent'], // RINVDSTADR
  [0x43, 'permanent'], // RINVESMCLASS
  [0x50, 'permanent'], // RINVDSTTON
  [0x51, 'permanent'], // RINVDSTNPI
  [0x62, 'permanent'], // RINVEXPIRY
  [0xc0, 'permanent'], // RINVTLVSTREAM
  [0xc1, 'permanent'], // RTLVNOTALLWD
  [0xc2, 'permanent'], // RINVTLVLEN
  [0xc3, 'permanent'], // RMISSINGTLV
  [0xc4, 'permanent'], // RINVTLVVAL
]);

const NAMES = new Map(Object.entries(smpp.errors).map(([name, status]) => [status, name]));

/** What to do after a refused submit. Sender refused, account faults and vendors' own codes (0x400 up): fail over. */
export function actionFor(status: number): CarrierAction {
  return ACTIONS.get(status) ?? 'fail_over';
}

/** The name of SMPP 3.4 5.1.3 (5.0 4.7.6), such as ESME_RTHROTTLED; for a vendor's code, with a sign or without, its hex digits. */
export function commandStatusName(status: number): string {
  return NAMES.get(status) ?? `0x${(status >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}
