import type { Action, Principal } from '../types.ts'
import { comparedTexts, unheardOf } from './compared-texts.ts'
import type { PolicyEngine } from './engine.ts'
import type { CompiledPolicy, Decision, DecisionContext, EntityRef, PolicySnapshot, Resource } from './types.ts'

/** Something that a principal may do on one side only. */
export interface DecisionChange {
  readonly change: 'GAINED' | 'LOST'
  readonly principal: Principal
  readonly action: Action
  readonly resource: EntityRef
  /** What the action has to be asked with; empty when it is so for whatever no policy speaks of, and may be for the rest. */
  readonly context: DecisionContext
  readonly before: Decision
  readonly after: Decision
}

/** Both sides of a change. */
export interface Sides {
  readonly before: PolicySnapshot
  readonly after: PolicySnapshot
}

/**
 * What a change of policies or grants would change for whom, over all actions that fit the resources. An action that
 * brings something of its own is asked with every text that a policy on either side compares it with, and with one that
 * none knows; what is so for that one is not repeated for the others. Needs an engine that is ready; asks
 * principals × actions × resources twice, so give it what it can bear.
 */
export function diffDecisions(
  engine: PolicyEngine,
  sides: Sides,
  { principals, resources }: { readonly principals: readonly Principal[]; readonly resources: readonly Resource[] },
): readonly DecisionChange[] {
  const probes = createProbes([...sides.before.policies, ...sides.after.policies])
  const byType = Map.groupBy(resources, ({ entity }) => entity.type)
  return [...byType].flatMap(([type, alike]) =>
    engine
      .actionsFor(type)
      .flatMap((action) =>
        principals.flatMap((principal) =>
          changesOf(engine, sides, { principal, action, alike, probes: probes(action) }),
        ),
      ),
  )
}

interface Asking {
  readonly principal: Principal
  readonly action: Action
  readonly alike: readonly Resource[]
  readonly probes: Probes
}

function changesOf(engine: PolicyEngine, sides: Sides, { principal, action, alike, probes }: Asking): DecisionChange[] {
  const compare = (asked: DecisionContext, context: DecisionContext) => {
    const question = { principal, action, context: asked }
    const before = engine.decideMany(sides.before, question, alike)
    const after = engine.decideMany(sides.after, question, alike)
    return alike.map(({ entity }, index): DecisionChange | null => {
      const [was, is] = [before[index], after[index]]
      if (was === undefined || is === undefined || was.allowed === is.allowed) return null
      const resource = { type: entity.type, id: entity.id }
      return { change: is.allowed ? 'GAINED' : 'LOST', principal, action, resource, context, before: was, after: is }
    })
  }
  const usual = compare(probes.usual, {})
  const special = probes.special.map((context) => compare(context, context))
  return alike.flatMap((_resource, index) => {
    const general = usual[index] ?? null
    const others = special.map((changes) => changes[index] ?? null)
    return [general, ...others.filter((other) => other?.change !== general?.change)].filter((found) => found !== null)
  })
}

/** What an action is asked with. */
interface Probes {
  /** What no policy speaks of. */
  readonly usual: DecisionContext
  /** What some policy does. */
  readonly special: readonly DecisionContext[]
}

function createProbes(policies: readonly CompiledPolicy[]): (action: Action) => Probes {
  const textsFor = (key: string) => comparedTexts(policies, key)
  const places = (environment: string) => [true, false].map((isProtected) => ({ environment, protected: isProtected }))
  const own: Partial<Record<Action, Probes>> = {
    'alias:set': { usual: { alias: unheardOf }, special: textsFor('alias').map((alias) => ({ alias })) },
    'evidence:attest': { usual: { gate: unheardOf }, special: textsFor('gate').map((gate) => ({ gate })) },
    'version:deploy': {
      usual: { environment: unheardOf, protected: false },
      special: [unheardOf, ...textsFor('environment')].flatMap(places),
    },
  }
  const other = { usual: {}, special: [unheardOf, ...textsFor('purpose')].map((purpose) => ({ purpose })) }
  return (action) => own[action] ?? other
}
