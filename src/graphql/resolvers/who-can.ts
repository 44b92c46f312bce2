import { refOf } from '../../catalog/index.ts'
import type { MirroredObject } from '../../catalog/types.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import type { AbilitySubject } from '../access-service.ts'
import { connectionOf, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type { AccessRuleResolvers, ModelViewerCanArgs, Resolvers, WhoCanEntryResolvers } from '../generated/types.ts'
import { unwrap } from '../unwrap.ts'
import { abilityContext, ruleOf, subjectOf } from '../who-can.ts'

const WhoCanEntry: WhoCanEntryResolvers = {
  principal: ({ principal: { id, kind, name } }) => ({ id, kind, name }),
  resource: (entry) => entry,
  rules: ({ policyIds }) => policyIds,
}

const AccessRule: AccessRuleResolvers = {
  kind: (name) => ruleOf(name).kind,
  id: (name) => {
    const { kind, id } = ruleOf(name)
    return kind === 'GRANT' ? toGlobalId('Grant', id) : id
  },
  grant: (name, _args, context) => {
    const { kind, id } = ruleOf(name)
    return kind === 'GRANT' ? context.services.access.grant(context, id) : null
  },
}

async function ask(subject: AbilitySubject, args: ModelViewerCanArgs, context: GraphContext) {
  const question = { actions: args.actions ?? null, context: await abilityContext(context, args.context) }
  return context.services.viewerCan.ask(subject, question)
}

/** What the caller may do with an object of a tool. */
const ofObject = {
  viewerCan: (object: MirroredObject, args: ModelViewerCanArgs, context: GraphContext) =>
    ask({ type: 'Object', object }, args, context),
}

/** Who could, and what the caller may. */
export const whoCanResolvers: Resolvers = {
  Query: {
    whoCan: async (_root, args, context) => {
      const { action, resource, principal = null, at = null } = args
      const list = {
        cursors: context.cursors,
        scope: `whoCan:${JSON.stringify([action, resource, principal, at])}`,
        firstDefault: 50,
      }
      const request = pageRequest(args, list)
      const subject = resource == null ? null : await subjectOf(context, resource, args.source ?? null)
      const question = { action, subject, principal, at, context: await abilityContext(context, args.context) }
      const page = unwrap(await context.services.access.whoCan(context, question, request))
      return connectionOf(page, { ...list, request })
    },
  },
  WhoCanEntry,
  AccessResource: {
    id: ({ type, id, object }) => {
      if (object !== null) return toGlobalId(object.kind, object.uid)
      return type === 'Source' || type === 'Environment' ? id : null
    },
    name: ({ type, id, object }) => object?.name ?? (type === 'Source' || type === 'Environment' ? id : null),
    ref: ({ object }) => (object === null ? null : refOf(object)),
    node: ({ object }) => object,
  },
  AccessRule,
  Model: ofObject,
  ModelVersion: ofObject,
  Experiment: ofObject,
  Run: ofObject,
  LoggedModel: ofObject,
  Dataset: ofObject,
  DataVersion: ofObject,
  Deployment: ofObject,
  Job: ofObject,
  Environment: { viewerCan: ({ name: id }, args, context) => ask({ type: 'Environment', id }, args, context) },
  Source: { viewerCan: ({ sourceId: id }, args, context) => ask({ type: 'Source', id }, args, context) },
}
