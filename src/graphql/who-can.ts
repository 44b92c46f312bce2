import { fromGlobalId } from '../kernel/ids.ts'
import { invariant } from '../kernel/invariant.ts'
import { faultOf, problem } from '../kernel/problem.ts'
import type { AbilityContext, AbilitySubject, WhoCanQuestion } from './access-service.ts'
import type { GraphContext } from './context.ts'
import type { ActionContextInput } from './generated/types.ts'
import { unwrap } from './unwrap.ts'

/** What an action is asked with. Throws a BAD_USER_INPUT fault for an environment that is not there. */
export async function abilityContext(
  { services }: GraphContext,
  given: ActionContextInput | null | undefined,
): Promise<AbilityContext> {
  const { alias, purpose, environment: name } = given ?? {}
  const own = { ...(alias == null ? {} : { alias }), ...(purpose == null ? {} : { purpose }) }
  if (name == null) return own
  const environment = (await services.environments.environments()).find((each) => each.name === name)
  if (environment !== undefined) return { ...own, environment: { name, isProtected: environment.protected } }
  throw faultOf(
    problem('BAD_USER_INPUT', 'There is no environment of this name.', { field: ['context', 'environment'] }),
  )
}

/** Finds what `whoCan` is about, as far as the caller sees it. Throws the fault of what cannot be found. */
export async function subjectOf(
  context: GraphContext,
  resource: string,
  source: string | null,
): Promise<WhoCanQuestion['subject']> {
  const subject = await named(context, resource, source)
  const found = await context.services.viewerCan.resourceOf(subject)
  if (found === null) throw faultOf(notThere)
  return { resource: found, object: subject.type === 'Object' ? subject.object : null }
}

const notThere = problem('NOT_FOUND', 'There is nothing of this name.', { field: ['resource'] })

const namespacePrefix = 'namespace:'

async function named(context: GraphContext, resource: string, source: string | null): Promise<AbilitySubject> {
  const { services, loaders, call } = context
  const id = fromGlobalId(resource)
  if (id?.kind === 'Source') {
    if (!(await loaders.sources()).has(id.uid)) throw faultOf(notThere)
    return { type: 'Source', id: id.uid }
  }
  if (id?.kind === 'Environment') {
    const environment = (await services.environments.environments()).find(({ uid }) => uid === id.uid)
    if (environment === undefined) throw faultOf(notThere)
    return { type: 'Environment', id: environment.name }
  }
  if (resource.startsWith(namespacePrefix)) return { type: 'Namespace', id: resource.slice(namespacePrefix.length) }
  const object = unwrap(await services.catalog.resolve(resource, { source, kinds: null }, call))
  return { type: 'Object', object }
}

/** Reads the name of a rule that decided, as decisions give it. */
export function ruleOf(name: string): { readonly kind: 'POLICY' | 'ROLE' | 'GRANT'; readonly id: string } {
  const [, kind, id] = /^(role|grant):(.*)$/s.exec(name) ?? []
  if (kind === undefined) return { kind: 'POLICY', id: name }
  invariant(id !== undefined, 'a pattern that matched has its groups')
  return { kind: kind === 'role' ? 'ROLE' : 'GRANT', id }
}
