import type { MirroredObject } from '../../catalog/types.ts'
import type { ConsumerCommand } from '../../consumers/index.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, type PageArguments, pageOfWhole, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type { RegisterConsumerInput, Resolvers } from '../generated/types.ts'
import { payload } from '../payload.ts'

/** Who uses what is served and registered. */
export const consumerResolvers: Resolvers = {
  Mutation: {
    registerConsumer: async (_root, { input }, { services, principal, origin, call }) => {
      const outcome = await services.consumers.register({ principal, origin }, commandOf(input), call)
      return payload(outcome, {
        codes: ['BAD_USER_INPUT', 'NOT_FOUND', 'AMBIGUOUS_REF', 'FORBIDDEN', 'CONFLICT'],
        show: (consumer) => ({ consumer }),
      })
    },
  },
  Consumer: {
    id: ({ consumer }) => toGlobalId('Consumer', consumer.uid),
    name: ({ consumer }) => consumer.name,
    kind: ({ consumer }) => consumer.kind,
    criticality: ({ consumer }) => consumer.criticality,
    ownerTeam: ({ consumer }) => consumer.ownerTeam,
    contact: ({ consumer }) => consumer.contact,
    uses: ({ object }) => object,
    endpoint: ({ consumer }) => consumer.endpoint,
    active: ({ consumer }) => consumer.endedAt === null,
    registeredAt: ({ consumer }) => consumer.registeredAt,
    updatedAt: ({ consumer }) => consumer.updatedAt,
    endedAt: ({ consumer }) => consumer.endedAt,
  },
  Deployment: { consumers: (object, args, context) => consumersOf(context, object, args) },
  ModelVersion: { consumers: (object, args, context) => consumersOf(context, object, args) },
}

function commandOf({
  name,
  uses,
  source,
  endpoint,
  ownerTeam,
  contact,
  ...rest
}: RegisterConsumerInput): ConsumerCommand {
  const { kind = 'APPLICATION', criticality = 'MEDIUM', active = true } = rest
  const optional = { ownerTeam: ownerTeam ?? null, contact: contact ?? null, endpoint: endpoint ?? null }
  return { name, uses, source: source ?? null, kind, criticality, active, ...optional }
}

async function consumersOf(context: GraphContext, object: MirroredObject, args: PageArguments) {
  const list = { cursors: context.cursors, scope: `consumers:${object.uid}`, firstDefault: 20 }
  const request = pageRequest(args, list)
  const all = (await context.loaders.consumers.load(object)) ?? []
  const page = pageOfWhole(all, ({ consumer }) => ({ key: consumer.registeredAt, uid: consumer.uid }), request)
  return connectionOf(page, { ...list, request })
}
