import Bowser from 'bowser';

const LONGEST_AGENT = 512;
const LONGEST = 80;

/** "Chrome 147, Windows": enough to recognise one's own machines by. What is unknown stays out. */
export function describeDevice(userAgent: string | undefined): string {
  if (userAgent === undefined || userAgent.length > LONGEST_AGENT) return '';
  const { browser, os } = Bowser.parse(userAgent);
  const version = browser.version?.split('.')[0];
  const program = [browser.name, version].filter(Boolean).join(' ');
  return [program, os.name].filter(Boolean).join(', ').slice(0, LONGEST);
}
