import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, pageRequest } from '../connection.ts'
import { endingCodes } from '../ending-codes.ts'
import type {
  BreakGlassErrorCode,
  BreakGlassResolvers,
  IncidentResolvers,
  OpenIncidentErrorCode,
  RatifyBreakGlassErrorCode,
  Resolvers,
} from '../generated/types.ts'
import { roleName } from '../grant-input.ts'
import { breakGlassCommand, closeIncidentCommand, openIncidentCommand, ratifyCommand } from '../incident-input.ts'
import { payload, whenRead } from '../payload.ts'
import { unwrap } from '../unwrap.ts'
import { named, requestPage } from './approvals.ts'

const ofOpening: readonly OpenIncidentErrorCode[] = ['BAD_USER_INPUT', 'FORBIDDEN', 'IDEMPOTENCY_CONFLICT']

const ofBreaking: readonly BreakGlassErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'AMBIGUOUS_REF',
  'FORBIDDEN',
  'UNSUPPORTED',
  'UNSUPPORTED_BY_TARGET',
  'NO_POLICY',
  'WRONG_STATE',
  'GATE_FAILED',
  'NOTHING_TO_DO',
  'VERSION_RETIRED',
  'DUPLICATE_REQUEST',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
]

const ofRatifying: readonly RatifyBreakGlassErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'OWN_WORK',
  'ALREADY_REVIEWED',
  'WRONG_STATE',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
]

const BreakGlass: BreakGlassResolvers = {
  incident: ({ incident }, _args, { services }) => services.incidents.byUid(incident),
  by: ({ by }, _args, context) => named(context, by),
  outcome: ({ outcome }) => outcome ?? 'OPEN',
}

const Incident: IncidentResolvers = {
  id: ({ incident }) => toGlobalId('Incident', incident.uid),
  revision: ({ incident }) => incident.revision,
  title: ({ incident }) => incident.title,
  severity: ({ incident }) => incident.severity,
  state: ({ incident }) => (incident.closing === null ? 'OPEN' : 'CLOSED'),
  reason: ({ incident }) => incident.reason,
  ticket: ({ incident }) => incident.ticket,
  openedBy: ({ incident }, _args, context) => named(context, incident.openedBy),
  openedAt: ({ incident }) => incident.openedAt,
  closedBy: ({ incident: { closing } }, _args, context) => (closing === null ? null : named(context, closing.by)),
  closedAt: ({ incident }) => incident.closing?.at ?? null,
  resolution: ({ incident }) => incident.closing?.reason ?? null,
  breakGlass: ({ incident: { uid } }, args, context) =>
    requestPage(context, { scope: `incident:${uid}`, args, query: { incident: uid, awaitingMe: false } }),
}

/** What went wrong, and who says so. */
export const incidentResolvers: Resolvers = {
  Query: {
    incidents: async (_root, args, context) => {
      const list = { cursors: context.cursors, scope: 'incidents', firstDefault: 20 }
      const request = pageRequest(args, list)
      const filter = args.state == null ? {} : { isOpen: args.state === 'OPEN' }
      const page = { first: request.first, after: request.after?.uid ?? null }
      const { items, hasNextPage } = unwrap(await context.services.incidents.list(filter, page))
      const keyed = items.map((item) => ({ item, cursor: { key: '', uid: item.incident.uid } }))
      return connectionOf({ items: keyed, hasNextPage }, { ...list, request })
    },
  },
  Mutation: {
    openIncident: async (_root, { input }, { services: { incidents } }) => {
      const outcome = await whenRead(openIncidentCommand(input), (command) => incidents.open(command))
      return payload(outcome, { codes: ofOpening, show: (incident) => ({ incident }) })
    },
    closeIncident: async (_root, { input }, { services: { incidents } }) => {
      const outcome = await whenRead(closeIncidentCommand(input), (command) => incidents.close(command))
      return payload(outcome, { codes: endingCodes, show: (incident) => ({ incident }) })
    },
    breakGlass: async (_root, { input }, { services: { approvals }, call }) => {
      const read = breakGlassCommand(input)
      if (input.dryRun) {
        const outcome = await whenRead(read, (command) => approvals.previewBreakGlass(command, call))
        return payload(outcome, { codes: ofBreaking, show: (preview) => ({ preview }) })
      }
      const outcome = await whenRead(read, (command) => approvals.breakGlass(command, call))
      return payload(outcome, { codes: ofBreaking, show: (request) => ({ request }) })
    },
    ratifyBreakGlass: async (_root, { input }, { services: { approvals } }) => {
      const outcome = await whenRead(ratifyCommand(input), (command) => approvals.ratify(command))
      return payload(outcome, { codes: ofRatifying, show: (request) => ({ request }) })
    },
  },
  Incident,
  BreakGlass,
  BreakGlassRatification: { by: ({ by }, _args, context) => named(context, by) },
  ApprovalRequest: { breakGlass: ({ approval }) => approval.breakGlass ?? null },
  ApprovalPolicy: { breakGlass: ({ breakGlass }) => breakGlass ?? null },
  ApprovalBreakGlassTerms: {
    roles: ({ roles }) => roles.map(roleName),
    ratifyHours: ({ ratifyMs }) => ratifyMs / hourMs,
  },
}

const hourMs = 60 * 60 * 1000
