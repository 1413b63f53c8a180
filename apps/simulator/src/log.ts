/** Takes one log line. No line may hold a text, a code, a password or a full number. */
export type Log = (line: { event: string } & Record<string, string | number | boolean | null>) => void;
