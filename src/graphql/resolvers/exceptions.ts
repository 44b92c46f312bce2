import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, pageRequest } from '../connection.ts'
import { exceptionWish } from '../exception-input.ts'
import type { GateExceptionResolvers, GrantExceptionErrorCode, Resolvers } from '../generated/types.ts'
import { payload, whenRead } from '../payload.ts'
import { unwrap } from '../unwrap.ts'
import { named, pageOf, requestOf } from './approvals.ts'

const codes: readonly GrantExceptionErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'OWN_WORK',
  'WRONG_STATE',
  'ALREADY_ENDED',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
]

const GateException: GateExceptionResolvers = {
  id: ({ exception }) => toGlobalId('GateException', exception.uid),
  gate: ({ exception }) => exception.gate,
  versionRef: ({ exception }) => exception.versionRef,
  subjectDigest: ({ exception }) => exception.subjectDigest,
  targetRef: ({ exception }) => exception.targetRef,
  environment: ({ exception }) => exception.environment,
  request: ({ exception }, _args, context) => requestOf(context, exception.request),
  reason: ({ exception }) => exception.reason,
  compensatingControl: ({ exception }) => exception.compensatingControl,
  grantedBy: ({ exception }, _args, context) => named(context, exception.grantedBy),
  grantedAt: ({ exception }) => exception.createdAt,
  until: ({ exception }) => exception.until,
  active: ({ exception }, _args, context) => exception.ending === null && exception.until > context.now(),
  endedAt: ({ exception }) => exception.ending?.at ?? null,
  endedBy: ({ exception: { ending } }, _args, context) => (ending === null ? null : named(context, ending.by)),
  endReason: ({ exception }) => exception.ending?.reason ?? null,
}

/** Gates that need not pass. */
export const exceptionResolvers: Resolvers = {
  Query: {
    exceptions: async (_root, args, { cursors, services, call }) => {
      const list = { cursors, scope: 'exceptions', firstDefault: 20 }
      const request = pageRequest(args, list)
      const lookUp = { source: args.source ?? null, kinds: ['ModelVersion'] } as const
      const version = args.ref == null ? null : unwrap(await services.catalog.resolve(args.ref, lookUp, call))
      const filter = {
        ...(version === null ? {} : { version: version.uid }),
        ...(args.active == null ? {} : { isActive: args.active }),
      }
      const page = { first: request.first, after: request.after?.uid ?? null }
      const { items, hasNextPage } = await services.exceptions.list(filter, page)
      const keyed = items.map((item) => ({ item, cursor: { key: '', uid: item.exception.uid } }))
      return connectionOf({ items: keyed, hasNextPage }, { ...list, request })
    },
  },
  Mutation: {
    grantException: async (_root, { input }, { services: { exceptions } }) => {
      const outcome = await whenRead(exceptionWish(input), (asked) =>
        asked.kind === 'NEW' ? exceptions.grant(asked.command) : exceptions.end(asked.command),
      )
      return payload(outcome, {
        codes,
        show: ({ exception, request }) => ({ exception: { exception }, request }),
      })
    },
  },
  GateException,
  ApprovalRequest: {
    exceptions: async (view, args, context) => {
      const { exceptions } = await context.loaders.standings.load(view)
      const shown = exceptions
        .toSorted((one, other) => one.createdAt - other.createdAt || (one.uid < other.uid ? -1 : 1))
        .map((exception) => ({ exception }))
      const list = { scope: `exceptions:${view.approval.uid}`, args, firstDefault: 20 }
      return pageOf(context, list, shown, ({ exception }) => ({ key: exception.createdAt, uid: exception.uid }))
    },
  },
  ApprovalGate: {
    verdict: ({ verdict, exception }) => (exception === null || isPassed(verdict) ? verdict : 'EXCEPTED'),
    found: ({ verdict }) => verdict,
    exception: ({ exception }) => (exception === null ? null : { exception }),
  },
}

function isPassed(verdict: string): boolean {
  return ['PASS', 'WARN', 'NOT_APPLICABLE'].includes(verdict)
}
