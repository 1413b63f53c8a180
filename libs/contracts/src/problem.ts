import { z } from 'zod';
import { ToldFinding } from './text-findings.js';
import { ERRORS, type ErrorCode } from './errors.js';

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** A refusal as RFC 9457 problem+json. `code` is stable; `title`, `detail` and `remedy` follow Accept-Language. */
export const Problem = z
  .object({
    type: z.string().describe('`urn:codewire:problem:` followed by the code'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(codes),
    remedy: z.string().describe('What the caller can do next'),
    request_id: z.string(),
    field: z.string().optional().describe('The field that is wrong, in dotted form'),
    errors: z
      .array(z.object({ field: z.string(), detail: z.string() }))
      .optional()
      .describe('Every wrong field, when there are several'),
    findings: z.array(ToldFinding).optional().describe('What is wrong with a text'),
    retry_after_seconds: z.int().optional().describe('Whole seconds until it makes sense to try again'),
    retry_at: z.iso.datetime().optional(),
    status_of_verification: z.string().optional(),
    ended_at: z.iso.datetime().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
