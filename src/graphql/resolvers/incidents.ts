import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, pageRequest } from '../connection.ts'
import type { CloseIncidentErrorCode, IncidentResolvers, OpenIncidentErrorCode, Resolvers } from '../generated/types.ts'
import { closeIncidentCommand, openIncidentCommand } from '../incident-input.ts'
import { payload, whenRead } from '../payload.ts'
import { unwrap } from '../unwrap.ts'
import { named } from './approvals.ts'

const ofOpening: readonly OpenIncidentErrorCode[] = ['BAD_USER_INPUT', 'FORBIDDEN', 'IDEMPOTENCY_CONFLICT']

const ofClosing: readonly CloseIncidentErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'WRONG_STATE',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
]

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
      return payload(outcome, { codes: ofClosing, show: (incident) => ({ incident }) })
    },
  },
  Incident,
}
