import { parseArgs } from 'node:util';
import { Email } from '@codewire/contracts';
import { newSetupToken } from '../operators/setup-token.js';
import { issueSetupToken } from '../operators/setup.store.js';
import { changeTeam } from '../operators/team-lock.js';
import { issueReset } from '../operators/team-reset.js';
import { stateOf } from '../operators/team-view.js';
import { findMemberByEmail, listMembers, type MemberRow } from '../operators/team.store.js';
import { commandAuthor } from '../platform/author.js';
import { openAudit } from './command-audit.js';
import { UsageError, type Command, type CommandIo } from './command.js';
import { renderTable, renderTime } from './table.js';
import { withDatabase } from './with-database.js';

const HAS_OWNER =
  'There is an owner already, so no setup token is of use. Who cannot get in: npm run operator -- reset <e-mail>';

export const command: Command = {
  summary:
    'Lists who may use the console, prints the token that the first run asks for, or makes a way back in for someone who\n' +
    'has lost his password or his second factor. With --if-needed nothing is printed where there is an owner.',
  usage: ['list', 'setup-token [--if-needed]', 'reset <e-mail>'],
  run(args, io) {
    const [action, ...rest] = args;
    switch (action) {
      case 'list':
        parseArgs({ args: rest });
        return withDatabase(io, 'operator', async (sql) => list(await listMembers(sql), io));
      case 'setup-token':
        return printSetupToken(rest, io);
      case 'reset':
        return reset(rest, io);
      default:
        throw new UsageError('Say what to do with operators.');
    }
  },
};

function list(members: readonly MemberRow[], io: CommandIo): void {
  if (members.length === 0)
    return io.print('There is nobody yet: `npm run operator -- setup-token` begins the first run.');
  const cells = (member: MemberRow) => [
    member.email,
    member.name,
    member.role,
    stateOf(member),
    factorsOf(member),
    renderTime(member.lastSeenAt),
  ];
  io.print(renderTable(['e-mail', 'name', 'role', 'state', 'second factor', 'last seen'], members.map(cells)));
}

function factorsOf({ hasTotp, passkeys }: MemberRow): string {
  const all = [...(hasTotp ? ['app'] : []), ...(passkeys > 0 ? [`${passkeys} passkey${passkeys > 1 ? 's' : ''}`] : [])];
  return all.length === 0 ? '-' : all.join(', ');
}

function printSetupToken(args: string[], io: CommandIo): Promise<void> {
  const { values } = parseArgs({ args, options: { 'if-needed': { type: 'boolean', default: false } } });
  return withDatabase(io, 'operator', async (sql) => {
    const { token, hash } = newSetupToken();
    if (await issueSetupToken(sql, hash)) {
      io.print(`Open ${io.config().admin.consoleOrigin}/setup and give it this token, within the hour. It works once:`);
      return io.print(token);
    }
    if (!values['if-needed']) throw new Error(HAS_OWNER);
  });
}

function reset(args: string[], io: CommandIo): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [given, ...rest] = positionals;
  if (given === undefined || rest.length > 0)
    throw new UsageError('Say who, by the e-mail address: see `operator list`.');
  const email = Email.safeParse(given).data ?? given;
  return withDatabase(io, 'operator', async (sql) => {
    const { consoleOrigin } = io.config().admin;
    const { name, link } = await changeTeam(sql, async (tx) => {
      const member = await findMemberByEmail(tx, email);
      if (member === undefined) throw new Error(`Nobody has the address "${email}": see \`operator list\`.`);
      if (!member.isActive)
        throw new Error(`${member.name} is deactivated. Someone has to activate that account first.`);
      const issue = { auditLog: openAudit(io), consoleOrigin, author: commandAuthor(), kind: 'access' } as const;
      return { name: member.name, link: await issueReset(tx, member, issue) };
    });
    io.print(`With this link ${name} <${email}> sets a new password and adds a new second factor.`);
    io.print(`It works once, until ${renderTime(new Date(link.expires_at))}. All sessions of that account have ended:`);
    io.print(link.url);
  });
}
